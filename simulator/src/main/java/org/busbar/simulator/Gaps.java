package org.busbar.simulator;

import java.util.TreeSet;
import java.util.stream.IntStream;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.WordSink;

/**
 * Zeros between the values of a map, as most devices have them: a master that bridges small holes
 * gets an answer. Larger holes and what the map forbids stay unknown.
 */
final class Gaps {
  /** Largest hole that is filled, in registers or bits. */
  private static final int LARGEST = 64;

  private Gaps() {}

  static void fill(RegisterMap map, WordSink sink) {
    for (RegisterTable table : RegisterTable.values()) {
      holes(map, table)
          .filter(address -> !forbidden(map, table, address))
          .forEach(address -> sink.set(table, address, 0));
    }
  }

  private static IntStream holes(RegisterMap map, RegisterTable table) {
    TreeSet<Integer> known = new TreeSet<>();
    map.values().stream()
        .filter(value -> value.table() == table)
        .map(MapValue::addresses)
        .forEach(known::addAll);
    return known.stream()
        .filter(address -> known.higher(address) != null)
        .flatMapToInt(address -> hole(address, known.higher(address)));
  }

  private static IntStream hole(int before, int after) {
    return after - before > LARGEST + 1 ? IntStream.empty() : IntStream.range(before + 1, after);
  }

  private static boolean forbidden(RegisterMap map, RegisterTable table, int address) {
    return map.limits().forbidden().stream()
        .anyMatch(range -> range.table() == table && range.touches(address, address));
  }
}
