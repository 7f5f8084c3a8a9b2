package org.busbar.poller.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.busbar.maps.MapValue;
import org.busbar.maps.ReadBlock;

/**
 * Splits a block that a device refuses, on value borders: first at the widest hole between values,
 * which the device may not have, else in the middle. A value keeps its scale factor with it.
 */
final class BlockSplit {
  private BlockSplit() {}

  /** Two smaller blocks for the same values; none if it cannot be made smaller. */
  static List<ReadBlock> of(ReadBlock block) {
    List<MapValue> values =
        block.values().stream()
            .filter(v -> !v.addresses().isEmpty())
            .sorted(Comparator.comparingInt(BlockSplit::first))
            .toList();
    if (values.size() < 2) {
      return List.of();
    }
    int at = border(values);
    ReadBlock low = around(block, values.subList(0, at));
    ReadBlock high = around(block, values.subList(at, values.size()));
    boolean smaller = low.count() < block.count() && high.count() < block.count();
    return smaller ? List.of(low, high) : List.of();
  }

  private static int border(List<MapValue> values) {
    int widest = 0;
    int at = values.size() / 2;
    int end = last(values.get(0));
    for (int i = 1; i < values.size(); i++) {
      int hole = first(values.get(i)) - end - 1;
      if (hole > widest) {
        widest = hole;
        at = i;
      }
      end = Math.max(end, last(values.get(i)));
    }
    return at;
  }

  private static ReadBlock around(ReadBlock block, Collection<MapValue> values) {
    Set<MapValue> all = new LinkedHashSet<>(values);
    for (MapValue value : values) {
      block.values().stream().filter(v -> v.name().equals(value.scaleFactor())).forEach(all::add);
    }
    int from = all.stream().mapToInt(BlockSplit::first).min().orElse(block.address());
    int to = all.stream().mapToInt(BlockSplit::last).max().orElse(block.address());
    return new ReadBlock(block.table(), from, to - from + 1, new ArrayList<>(all));
  }

  private static int first(MapValue value) {
    return value.addresses().stream().mapToInt(a -> a).min().orElseThrow();
  }

  private static int last(MapValue value) {
    return value.addresses().stream().mapToInt(a -> a).max().orElseThrow();
  }
}
