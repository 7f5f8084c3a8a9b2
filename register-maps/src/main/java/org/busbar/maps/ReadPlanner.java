package org.busbar.maps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans the fewest requests that read some values. A value is never split; a value and its scale
 * factor stand in one request wherever one may hold both; holes are read along when that saves a
 * request.
 *
 * <p>Each span must lie in one block. The span that begins first must be in some block, and the
 * block that begins where it does reaches as far right as any that holds it: so taking that block,
 * with all spans that fit, and going on with what is left, needs no more blocks than any other way.
 */
public final class ReadPlanner {
  /**
   * Addresses that one request must hold.
   *
   * @param first 0 to 65535
   * @param last first to 65535
   */
  private record Span(int first, int last) {}

  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::first).thenComparingInt(Span::last);

  private final RegisterTable table;
  private final DeviceLimits limits;
  private final List<MapValue> values;
  private final Map<String, MapValue> factors;
  private final NavigableMap<Integer, List<MapValue>> places = new TreeMap<>();
  private final List<MapValue> unreadable = new ArrayList<>();

  private ReadPlanner(
      RegisterTable table, DeviceLimits limits, List<MapValue> values, Map<String, MapValue> all) {
    this.table = table;
    this.limits = limits;
    this.values = values;
    this.factors = all;
    for (MapValue value : values) {
      places.computeIfAbsent(value.firstAddress(), a -> new ArrayList<>()).add(value);
    }
  }

  /**
   * The fewest requests that read the readable ones of these values within the limits.
   *
   * @param values of one unit, with the scale factors they need ({@link RegisterMap#withNeeds})
   */
  public static ReadPlan plan(Collection<MapValue> values, DeviceLimits limits) {
    Map<String, MapValue> byName = new HashMap<>();
    values.forEach(v -> byName.put(v.name(), v));
    List<ReadBlock> blocks = new ArrayList<>();
    List<MapValue> unreadable = new ArrayList<>();
    for (RegisterTable table : RegisterTable.values()) {
      List<MapValue> own = values.stream().filter(v -> v.readable() && v.table() == table).toList();
      ReadPlanner planner = new ReadPlanner(table, limits, own, byName);
      blocks.addAll(planner.blocks());
      unreadable.addAll(planner.unreadable);
    }
    return new ReadPlan(blocks, unreadable);
  }

  private List<ReadBlock> blocks() {
    TreeSet<Span> open = new TreeSet<>(ORDER);
    open.addAll(spans());
    List<ReadBlock> blocks = new ArrayList<>();
    while (!open.isEmpty()) {
      int first = open.first().first();
      int reach = reach(first);
      int last = first;
      Iterator<Span> within = open.headSet(new Span(reach, 65535), true).iterator();
      while (within.hasNext()) {
        Span span = within.next();
        if (span.last() <= reach) {
          last = Math.max(last, span.last());
          within.remove();
        }
      }
      blocks.add(block(new Span(first, last)));
    }
    return blocks;
  }

  /** The spans of all values; a value that no request can hold is noted as unreadable. */
  private Set<Span> spans() {
    Set<Span> spans = new LinkedHashSet<>();
    for (MapValue value : values) {
      Span own = new Span(value.firstAddress(), value.lastAddress());
      Span both = withFactor(value, own);
      if (fits(both)) {
        spans.add(both);
      } else if (fits(own)) {
        spans.add(own);
      } else if (isWhole(value) || !spans.addAll(words(value))) {
        unreadable.add(value);
      }
    }
    return spans;
  }

  private Span withFactor(MapValue value, Span own) {
    String name = value.scaleFactor();
    MapValue factor = name == null ? null : factors.get(name);
    if (factor == null || !factor.readable() || factor.table() != table) {
      return own;
    }
    return new Span(
        Math.min(own.first(), factor.firstAddress()), Math.max(own.last(), factor.lastAddress()));
  }

  private static boolean isWhole(MapValue value) {
    return value.lastAddress() - value.firstAddress() + 1 == value.length();
  }

  /**
   * The words of a value whose halves lie too far apart for one request; none if one is forbidden.
   */
  private List<Span> words(MapValue value) {
    List<Span> words = value.addresses().stream().map(a -> new Span(a, a)).toList();
    return words.stream().allMatch(this::fits) ? words : List.of();
  }

  private boolean fits(Span span) {
    return span.last() <= reach(span.first());
  }

  /**
   * The last address that a request beginning at an address may hold; below it if it may not begin.
   */
  private int reach(int first) {
    int reach = Math.min(65535, first + limits.maxOf(table) - 1);
    for (int border : limits.borders()) {
      reach = border > first ? Math.min(reach, border - 1) : reach;
    }
    for (Range range : limits.forbidden()) {
      if (range.table() == table && range.to() >= first) {
        reach = Math.min(reach, range.from() - 1);
      }
    }
    return reach;
  }

  private ReadBlock block(Span span) {
    List<MapValue> within = new ArrayList<>();
    places
        .subMap(span.first(), true, span.last(), true)
        .values()
        .forEach(
            at -> at.stream().filter(v -> v.lastAddress() <= span.last()).forEach(within::add));
    return new ReadBlock(table, span.first(), span.last() - span.first() + 1, within);
  }
}
