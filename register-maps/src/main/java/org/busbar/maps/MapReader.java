package org.busbar.maps;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.busbar.points.Points;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.jspecify.annotations.Nullable;

/** Reads the whole of a map file; what has the wrong shape is left to the schema's words. */
final class MapReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  private final Findings findings;
  private final YamlFile file;
  private final Points points;
  private final List<Problem> shape;

  MapReader(Findings findings, Points points, List<Problem> shape) {
    this.findings = findings;
    this.file = findings.file();
    this.points = points;
    this.shape = shape;
  }

  @Nullable RegisterMap read() {
    JsonNode root = file.root();
    if (!root.isObject() || !root.path("values").isArray() || !headIsWellShaped()) {
      return null;
    }
    Map<String, Duration> groups = groups(root.path("groups"));
    DeviceLimits limits = limits(root);
    List<MapValue> values = values(root, groups, limits);
    if (!findings.problems().isEmpty()) {
      return null;
    }
    boolean chained = values.stream().anyMatch(v -> !v.sunspec().isEmpty());
    return new RegisterMap(
        root.path("map").asText(),
        root.path("title").asText(),
        root.path("role").asText("other"),
        limits,
        groups,
        values,
        chained ? addressing(root.path("sunspec")) : null,
        root.path("source").asText());
  }

  private boolean headIsWellShaped() {
    int first = file.atKey("/values").line();
    int last = file.root().path("values").isEmpty() ? first : file.at("/values/0").line();
    return shape.stream().map(p -> p.at().line()).noneMatch(l -> l < first)
        && shape.stream().map(p -> p.at().line()).noneMatch(l -> l >= first && l < last);
  }

  private Map<String, Duration> groups(JsonNode node) {
    Map<String, Duration> groups = new LinkedHashMap<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              Duration interval = duration(node.path(name), "/groups/" + name, Duration.ZERO);
              if (interval.compareTo(SHORTEST_INTERVAL) < 0
                  || interval.compareTo(LONGEST_INTERVAL) > 0) {
                String message = "interval of group '" + name + "' is out of range";
                findings.add("M128", "/groups/" + name, message, "write 1s to 24h");
              }
              groups.put(name, interval);
            });
    return groups;
  }

  private DeviceLimits limits(JsonNode root) {
    JsonNode node = root.path("limits");
    List<Range> forbidden = new ArrayList<>();
    JsonNode ranges = node.path("forbidden");
    for (int i = 0; i < ranges.size(); i++) {
      range(root, ranges.get(i), "/limits/forbidden/" + i, forbidden);
    }
    List<Integer> borders = new ArrayList<>();
    node.path("borders").forEach(border -> borders.add(border.asInt()));
    DeviceLimits standard = DeviceLimits.standard();
    return new DeviceLimits(
        node.path("max_registers").asInt(standard.maxRegisters()),
        node.path("max_bits").asInt(standard.maxBits()),
        pause(node, "connect_delay", standard.connectDelay()),
        pause(node, "request_pause", standard.requestPause()),
        pause(node, "timeout", standard.timeout()),
        forbidden,
        borders);
  }

  private void range(JsonNode root, JsonNode node, String pointer, List<Range> ranges) {
    int from = node.path("from").asInt();
    int to = node.path("to").asInt();
    if (to < from) {
      String message = "range ends at " + to + ", before it begins at " + from;
      findings.add("M110", pointer, message, "write the lower address first");
      return;
    }
    String fallback = root.path("defaults").path("table").asText("holding_register");
    ranges.add(new Range(table(node.path("table").asText(fallback)), from, to));
  }

  private Duration pause(JsonNode limits, String key, Duration otherwise) {
    Duration pause = duration(limits.path(key), "/limits/" + key, otherwise);
    boolean zeroTimeout = key.equals("timeout") && pause.isZero();
    if (pause.compareTo(Duration.ofSeconds(60)) > 0 || zeroTimeout) {
      findings.add("M128", "/limits/" + key, key + " is out of range", "write at most 60s");
      return otherwise;
    }
    return pause;
  }

  private static Duration duration(JsonNode node, String pointer, Duration otherwise) {
    String text = node.asText("");
    if (text.isEmpty()) {
      return otherwise;
    }
    int unit = text.endsWith("ms") ? text.length() - 2 : text.length() - 1;
    long amount = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException(pointer + ": " + text);
    };
  }

  private SunSpecAddressing addressing(JsonNode node) {
    SunSpecAddressing standard = SunSpecAddressing.standard();
    List<Integer> bases = new ArrayList<>();
    node.path("bases").forEach(base -> bases.add(base.asInt()));
    return new SunSpecAddressing(
        bases.isEmpty() ? standard.bases() : bases, node.path("device").asInt(standard.device()));
  }

  private List<MapValue> values(JsonNode root, Map<String, Duration> groups, DeviceLimits limits) {
    List<MapValue> values = new ArrayList<>();
    List<String> pointers = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    JsonNode nodes = root.path("values");
    nodes.forEach(node -> names.add(node.path("name").asText("")));
    for (int i = 0; i < nodes.size(); i++) {
      String pointer = "/values/" + i;
      if (!wellShaped(i, nodes.size())) {
        continue;
      }
      ValueReader reader = new ValueReader(findings, points, root.path("defaults"), pointer);
      @Nullable MapValue value = reader.read(nodes.get(i));
      checkGroup(nodes.get(i), root, groups, pointer);
      if (value != null) {
        values.add(value);
        pointers.add(pointer);
      }
    }
    new MapChecks(findings, limits, names, pointers).check(values);
    return values;
  }

  /** Whether the schema has nothing against the lines of a value. */
  private boolean wellShaped(int index, int count) {
    int from = file.at("/values/" + index).line();
    int to = index + 1 < count ? file.at("/values/" + (index + 1)).line() : Integer.MAX_VALUE;
    return shape.stream()
        .map(p -> p.at().line())
        .noneMatch(line -> line == from || (line > from && line < to));
  }

  private void checkGroup(
      JsonNode node, JsonNode root, Map<String, Duration> groups, String pointer) {
    String fallback = root.path("defaults").path("group").asText(MapValue.MAIN_GROUP);
    String group = node.path("group").asText(fallback);
    if (!group.equals(MapValue.MAIN_GROUP) && !groups.containsKey(group)) {
      TreeSet<String> known = new TreeSet<>(groups.keySet());
      known.add(MapValue.MAIN_GROUP);
      String message = "group '" + group + "' is not listed under groups";
      findings.add("M122", pointer + "/group", message, Findings.Allowed.oneOf(group, known));
    }
  }

  static RegisterTable table(String word) {
    return RegisterTable.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
