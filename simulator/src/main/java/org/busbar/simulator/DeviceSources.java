package org.busbar.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterDump;
import org.busbar.maps.RegisterMap;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;

/**
 * Finds the map or dump of each device of a configuration.
 *
 * @param file the configuration
 * @param folder where its relative paths begin
 * @param problems takes what is wrong
 */
record DeviceSources(YamlFile file, Path folder, List<Problem> problems) {
  private static final int MOST_INVERTERS = 2;

  /** How many inverters of a site were met so far. */
  static final class Inverters {
    private int count;
  }

  Optional<SimulatorConfig.Source> of(JsonNode device, String pointer, Inverters inverters) {
    if (device.has("map") == device.has("dump")) {
      add(
          "C002",
          pointer,
          "a device has either a map or a dump",
          "keep one of 'map: <id or file>' and 'dump: <file>'");
      return Optional.empty();
    }
    return device.has("map")
        ? fromMap(device, pointer, inverters)
        : fromDump(device.path("dump").asText(), pointer + "/dump");
  }

  /** Unit ids that a device answers to. */
  static Set<Integer> units(SimulatorConfig.Source source, int unitId) {
    if (source instanceof SimulatorConfig.Source.FromDump recorded) {
      return Recording.units(recorded.dump(), unitId);
    }
    return new TreeSet<>(Set.of(unitId));
  }

  private Optional<SimulatorConfig.Source> fromMap(
      JsonNode device, String pointer, Inverters inverters) {
    Optional<RegisterMap> map = map(device.path("map").asText(), pointer + "/map");
    if (map.isEmpty()) {
      return Optional.empty();
    }
    String role = device.path("role").asText(map.get().role());
    Optional<Part> part = Part.ofRole(role, inverters.count);
    if (part.isEmpty()) {
      add(
          "C005",
          pointer,
          "the map's role '" + role + "' is no part of a simulated site",
          "add 'role: inverter | battery | meter | load_meter | hybrid'");
    }
    if (part.filter(p -> p == Part.INVERTER_1 || p == Part.INVERTER_2).isPresent()
        && ++inverters.count > MOST_INVERTERS) {
      add("C006", pointer, "a simulated site has two inverters", "put it in a site of its own");
    }
    return part.map(p -> new SimulatorConfig.Source.FromMap(map.get(), p));
  }

  private Optional<RegisterMap> map(String reference, String pointer) {
    try {
      return Optional.of(MapLoader.loadReference(reference, folder));
    } catch (BadFile e) {
      add(
          "C004",
          pointer,
          "the map '" + reference + "' cannot be used",
          "use one of " + String.join(", ", MapLoader.shippedIds()) + ", or mend the file");
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<SimulatorConfig.Source> fromDump(String path, String pointer) {
    try {
      RegisterDump dump = RegisterDump.read(folder.resolve(path));
      return Optional.of(new SimulatorConfig.Source.FromDump(dump));
    } catch (IOException | IllegalArgumentException e) {
      add(
          "C007",
          pointer,
          "the dump '" + path + "' cannot be read: " + e,
          "check the path, from the folder of this file");
      return Optional.empty();
    }
  }

  private void add(String code, String pointer, String message, String fix) {
    problems.add(file.problem(code, pointer, message, "", fix));
  }
}
