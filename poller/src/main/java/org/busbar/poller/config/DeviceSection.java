package org.busbar.poller.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.maps.DeviceLimits;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterMap;
import org.busbar.poller.modbus.LinkOptions;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.NearestWord;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.jspecify.annotations.Nullable;

/** The devices of a site file. */
final class DeviceSection {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final YamlFile file;
  private final Path folder;
  private final List<Problem> problems;
  private final Map<String, Optional<RegisterMap>> maps = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, Integer> units = new HashMap<>();

  DeviceSection(YamlFile file, Path folder, List<Problem> problems) {
    this.file = file;
    this.folder = folder;
    this.problems = problems;
  }

  List<DeviceConfig> read(JsonNode list) {
    List<DeviceConfig> devices = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      read(list.get(i), "/devices/" + i).ifPresent(devices::add);
    }
    return devices;
  }

  private Optional<DeviceConfig> read(JsonNode node, String pointer) {
    Optional<RegisterMap> map = map(node.path("map"), pointer + "/map");
    unique(node, pointer);
    LinkOptions options =
        options(node.path("options"), pointer + "/options", map.map(RegisterMap::limits));
    if (!problems.isEmpty() || map.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DeviceConfig(
            node.path("name").asText(),
            map.get(),
            node.path("host").asText(),
            port(node),
            unitId(node),
            Role.ofWord(node.path("role").asText(map.get().role())).orElse(Role.OTHER),
            node.path("capacity").asDouble(Double.NaN),
            node.path("coupling").asText("ac").equals("dc"),
            options));
  }

  private static int port(JsonNode node) {
    return node.path("port").asInt(502);
  }

  private static int unitId(JsonNode node) {
    return node.path("unit_id").asInt(1);
  }

  private void unique(JsonNode node, String pointer) {
    String name = node.path("name").asText();
    int line = file.at(pointer).line();
    @Nullable Integer before = names.putIfAbsent(name, line);
    if (before != null && !name.isEmpty()) {
      problem(
          "P201",
          pointer + "/name",
          "a second device is called '" + name + "', first in line " + before,
          "",
          "give it a name of its own");
    }
    String unit = node.path("host").asText() + ":" + port(node) + " unit id " + unitId(node);
    @Nullable Integer same = units.putIfAbsent(unit + " " + node.path("map").asText(), line);
    if (same != null) {
      problem(
          "P202",
          pointer,
          unit + " is read with this map a second time, first in line " + same,
          "",
          "mend host, port or unit_id, or remove one of the two");
    }
  }

  private Optional<RegisterMap> map(JsonNode node, String pointer) {
    String reference = node.asText();
    if (!node.isTextual()) {
      return Optional.empty();
    }
    if (!maps.containsKey(reference)) {
      maps.put(reference, load(reference, pointer));
    }
    return maps.getOrDefault(reference, Optional.empty());
  }

  private Optional<RegisterMap> load(String reference, String pointer) {
    if (!reference.endsWith(".yaml") && !MapLoader.shippedIds().contains(reference)) {
      Optional<String> nearest = NearestWord.of(reference, MapLoader.shippedIds());
      problem(
          "P203",
          pointer,
          "there is no shipped map '" + reference + "'",
          String.join(", ", MapLoader.shippedIds()) + ", or a path ending in .yaml",
          nearest.map(n -> "did you mean '" + n + "'?").orElse("take one of these"));
      return Optional.empty();
    }
    try {
      return Optional.of(MapLoader.loadReference(reference, folder));
    } catch (BadFile e) {
      problem(
          "P204",
          pointer,
          "the map '"
              + reference
              + "' has "
              + e.problems().size()
              + " problem(s), listed with its own lines",
          "",
          "mend the map");
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private LinkOptions options(JsonNode node, String pointer, Optional<DeviceLimits> limits) {
    DeviceLimits usual = limits.orElseGet(DeviceLimits::standard);
    Duration timeout = duration(node.path("timeout"), pointer + "/timeout", usual.timeout());
    if (timeout.isZero()) {
      problem(
          "P206",
          pointer + "/timeout",
          "a timeout of 0 never gets an answer",
          "1ms to 60s",
          "write it as 1s");
      timeout = usual.timeout();
    }
    return new LinkOptions(
        timeout,
        duration(node.path("connect_delay"), pointer + "/connect_delay", usual.connectDelay()),
        duration(node.path("request_pause"), pointer + "/request_pause", usual.requestPause()),
        node.path("compatibility").asText("none").equals("jamod")
            ? LinkOptions.Compatibility.JAMOD
            : LinkOptions.Compatibility.NONE);
  }

  private Duration duration(JsonNode node, String pointer, Duration usual) {
    if (!node.isTextual()) {
      return usual;
    }
    Optional<Duration> duration =
        DurationText.parse(node.asText()).filter(d -> d.compareTo(LONGEST) <= 0);
    if (duration.isEmpty()) {
      problem(
          "P205",
          pointer,
          "'" + node.asText() + "' is no duration up to 60s",
          DurationText.ALLOWED,
          "write it as 1s");
    }
    return duration.orElse(usual);
  }

  private void problem(String code, String pointer, String message, String allowed, String fix) {
    problems.add(file.problem(code, pointer, message, allowed, fix));
  }
}
