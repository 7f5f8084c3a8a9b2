package org.busbar.maps;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the values of one map must be to each other, and to the device's limits. */
final class MapChecks {
  private final Findings findings;
  private final DeviceLimits limits;
  private final Set<String> names;
  private final List<String> pointers;
  private final Map<String, MapValue> byName = new LinkedHashMap<>();

  MapChecks(Findings findings, DeviceLimits limits, Set<String> names, List<String> pointers) {
    this.findings = findings;
    this.limits = limits;
    this.names = names;
    this.pointers = pointers;
  }

  void check(List<MapValue> values) {
    unique(values);
    values.forEach(v -> byName.putIfAbsent(v.name(), v));
    for (int i = 0; i < values.size(); i++) {
      String pointer = pointers.get(i);
      MapValue value = values.get(i);
      scaleFactor(value, pointer);
      references(value, pointer);
      blocks(value, pointer);
      kinds(value, pointer);
    }
  }

  private void unique(List<MapValue> values) {
    Map<String, String> firstName = new HashMap<>();
    Map<String, String> firstPoint = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      MapValue value = values.get(i);
      String name = value.name();
      twice("M102", pointers.get(i) + "/name", firstName.putIfAbsent(name, name), "name " + name);
      String point = value.point();
      if (point != null) {
        @Nullable String before = firstPoint.putIfAbsent(point, name);
        twice("M103", pointers.get(i) + "/point", before, "point " + point);
      }
    }
  }

  private void twice(String code, String pointer, @Nullable String first, String what) {
    if (first != null) {
      String message = what + " is taken already, by value '" + first + "'";
      findings.add(code, pointer, message, "rename or remove one of the two");
    }
  }

  private void scaleFactor(MapValue value, String pointer) {
    String factor = value.scaleFactor();
    if (factor == null) {
      return;
    }
    String place = pointer + "/scale_factor";
    if (!names.contains(factor)) {
      String message = "scale factor '" + factor + "' does not exist in this map";
      findings.add("M108", place, message, Findings.Allowed.oneOf(factor, names));
      return;
    }
    MapValue other = byName.get(factor);
    if (other != null && other.type() != RawType.SUNSSF) {
      String message = "'" + factor + "' is " + other.type().word() + ", not a power of ten";
      findings.add("M108", place, message, "give it type: sunssf");
    }
  }

  private void references(MapValue value, String pointer) {
    if (value.gate() != null) {
      exists(value.gate().value(), pointer + "/valid_when/value");
    }
    if (value.signCode() != null) {
      exists(value.signCode().value(), pointer + "/sign_from/value");
    }
    if (leadsTo(value.name(), value, new HashSet<>())) {
      findings.add("M115", pointer, "'" + value.name() + "' depends on itself", "mend the names");
    }
    if (value.combination() == null) {
      return;
    }
    String key = "/" + value.combination().kind().name().toLowerCase(Locale.ROOT);
    List<Term> terms = value.combination().terms();
    for (int i = 0; i < terms.size(); i++) {
      exists(terms.get(i).value(), pointer + key + "/" + i);
    }
    signs(value, pointer);
  }

  private void exists(String name, String pointer) {
    if (!names.contains(name)) {
      String message = "there is no value '" + name + "' in this map";
      findings.add("M114", pointer, message, Findings.Allowed.oneOf(name, names));
    }
  }

  private boolean leadsTo(String goal, MapValue from, Set<String> seen) {
    for (String name : from.needs()) {
      MapValue next = byName.get(name);
      boolean there = name.equals(goal);
      if (there || (next != null && seen.add(name) && leadsTo(goal, next, seen))) {
        return true;
      }
    }
    return false;
  }

  /** A sign is said once: at the whole, or at every part. */
  private void signs(MapValue value, String pointer) {
    if (value.combination() == null || !findings.file().root().at(pointer).has("point")) {
      return;
    }
    boolean whole = says(pointer);
    List<Boolean> parts =
        value.combination().terms().stream().map(t -> says(pointerOf(t.value()))).toList();
    if (whole && parts.contains(true)) {
      String message = "the sign of '" + value.name() + "' is said here and at its terms";
      findings.add("M130", pointer + "/positive", message, "say it once");
    }
    boolean signed = value.min() < 0 && isDirected(value);
    if (signed && !whole && parts.contains(false)) {
      String message = "what a positive number means is left unsaid for " + value.point();
      findings.add("M106", pointer, message, "add 'positive: …' here, or at every term");
    }
  }

  private static boolean isDirected(MapValue value) {
    String point = value.point() == null ? "" : value.point();
    return MapLoader.isDirected(point);
  }

  private boolean says(String pointer) {
    return findings.file().root().at(pointer).has("positive");
  }

  private String pointerOf(String name) {
    int index = 0;
    for (var node : findings.file().root().path("values")) {
      if (node.path("name").asText().equals(name)) {
        return "/values/" + index;
      }
      index++;
    }
    return "/values/-";
  }

  private void blocks(MapValue value, String pointer) {
    if (!value.readable()) {
      return;
    }
    int first = value.firstAddress();
    int last = value.lastAddress();
    int most = limits.maxOf(value.table());
    boolean contiguous = last - first + 1 == value.length();
    if (contiguous && value.length() > most) {
      String message = "'" + value.name() + "' takes " + value.length() + " registers at once";
      findings.add("M111", pointer, message, "the device gives at most " + most);
    }
    boolean forbidden =
        limits.forbidden().stream()
            .anyMatch(
                r ->
                    r.table() == value.table()
                        && value.addresses().stream().anyMatch(a -> r.touches(a, a)));
    boolean cut = contiguous && limits.borders().stream().anyMatch(b -> first < b && b <= last);
    if (forbidden || cut) {
      String why = forbidden ? "' lies in a forbidden range" : "' crosses a border";
      findings.add("M123", pointer + "/address", "'" + value.name() + why, "mend one of the two");
    }
  }

  private void kinds(MapValue value, String pointer) {
    String point = value.point();
    if (point == null || value.combination() != null) {
      return;
    }
    boolean text = value.type() == RawType.STRING;
    if (text != MapLoader.isText(point)) {
      String message = point + " is " + (text ? "a number" : "text") + ", the registers hold ";
      String held = text ? "text" : "a number";
      findings.add("M124", pointer + "/point", message + held, "mend the type or the point");
    }
  }
}
