package org.busbar.maps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.jspecify.annotations.Nullable;

/** Values of one map that read the same register differently: allowed, but seldom meant. */
final class Overlaps {
  private record Cell(RegisterTable table, int address) {}

  private Overlaps() {}

  static List<Problem> find(YamlFile file, RegisterMap map) {
    List<Problem> warnings = new ArrayList<>();
    Map<Cell, MapValue> taken = new HashMap<>();
    for (int i = 0; i < map.values().size(); i++) {
      MapValue value = map.values().get(i);
      @Nullable MapValue other = null;
      for (int address : value.addresses()) {
        @Nullable MapValue before = taken.putIfAbsent(new Cell(value.table(), address), value);
        other = other == null && before != null && differ(before, value) ? before : other;
      }
      if (other != null) {
        String message =
            "'" + value.name() + "' (" + value.type().word() + ") shares registers with '";
        String rest = other.name() + "' (" + other.type().word() + ")";
        String fix = "check both addresses and types";
        warnings.add(file.problem("W201", "/values/" + i, message + rest, "", fix));
      }
    }
    return warnings;
  }

  private static boolean differ(MapValue a, MapValue b) {
    boolean parts = a.bits() != null && b.bits() != null;
    boolean halves = a.type().bits() == 8 && b.type().bits() == 8;
    boolean same = a.type() == b.type() && a.addresses().equals(b.addresses());
    return !parts && !halves && !same;
  }
}
