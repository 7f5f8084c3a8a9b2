package org.busbar.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.busbar.yaml.YamlSchema;

/** Reads a simulator's configuration; every problem of the file at once. */
final class SimulatorConfigFile {
  private static final String SCHEMA = "busbar/schemas/simulator.schema.json";

  private final YamlFile file;
  private final DeviceSources sources;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> units = new HashMap<>();

  private SimulatorConfigFile(YamlFile file, Path folder) {
    this.file = file;
    this.sources = new DeviceSources(file, folder, problems);
  }

  /**
   * Reads and checks a file; maps and dumps are found from its folder.
   *
   * @throws BadFile with all problems when it cannot be used
   */
  static SimulatorConfig read(Path path) throws BadFile {
    Path folder = path.toAbsolutePath().getParent();
    return read(YamlFile.read(path), folder == null ? Path.of("") : folder);
  }

  static SimulatorConfig read(YamlFile file, Path folder) throws BadFile {
    List<Problem> shape = YamlSchema.of(SCHEMA).check(file);
    if (!shape.isEmpty()) {
      throw new BadFile(shape);
    }
    SimulatorConfigFile reader = new SimulatorConfigFile(file, folder);
    SimulatorConfig config = reader.config();
    if (!reader.problems.isEmpty()) {
      throw new BadFile(reader.problems);
    }
    return config;
  }

  private SimulatorConfig config() {
    JsonNode root = file.root();
    List<SimulatorConfig.Site> sites = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < root.path("sites").size(); i++) {
      String pointer = "/sites/" + i;
      JsonNode site = root.at(pointer);
      unique(names, site.path("name").asText(), pointer + "/name");
      sites.add(site(site, pointer));
    }
    return new SimulatorConfig(
        root.path("bind").asText(SimulatorConfig.LOOPBACK), period(root.path("period")), sites);
  }

  private static Duration period(JsonNode node) {
    return node.isMissingNode()
        ? SimulatorConfig.USUAL_PERIOD
        : Durations.parse(node.asText()).orElse(SimulatorConfig.USUAL_PERIOD);
  }

  private SimulatorConfig.Site site(JsonNode site, String pointer) {
    SiteParameters usual = SiteParameters.usual();
    SiteParameters parameters =
        usual
            .at(
                site.path("latitude").asDouble(usual.latitude()),
                site.path("longitude").asDouble(usual.longitude()),
                site.path("grid").asInt(usual.gridHertz()))
            .sized(
                site.path("solar_kw").asDouble(usual.solarKw()),
                site.path("battery_kwh").asDouble(usual.batteryKwh()),
                site.path("load_kw").asDouble(usual.loadKw()))
            .playing(
                Scenario.named(site.path("scenario").asText(Scenario.NORMAL.name())).orElseThrow());
    return new SimulatorConfig.Site(
        site.path("name").asText(),
        parameters,
        site.path("seed").asLong(1),
        devices(site.path("devices"), pointer + "/devices"));
  }

  private List<SimulatorConfig.Device> devices(JsonNode nodes, String pointer) {
    List<SimulatorConfig.Device> devices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    DeviceSources.Inverters inverters = new DeviceSources.Inverters();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      String at = pointer + "/" + i;
      unique(names, node.path("name").asText(), at + "/name");
      sources
          .of(node, at, inverters)
          .map(source -> device(node, at, source))
          .ifPresent(devices::add);
    }
    return devices;
  }

  private SimulatorConfig.Device device(
      JsonNode node, String pointer, SimulatorConfig.Source source) {
    boolean recorded = source instanceof SimulatorConfig.Source.FromDump;
    int port = node.path("port").asInt();
    int unitId = node.path("unit_id").asInt(recorded ? -1 : 1);
    String name = node.path("name").asText();
    for (int unit : DeviceSources.units(source, unitId)) {
      String other = units.putIfAbsent(port + "/" + unit, name);
      if (other != null) {
        problems.add(
            file.problem(
                "C003",
                node.has("unit_id") ? pointer + "/unit_id" : pointer + "/port",
                "unit id " + unit + " of port " + port + " is taken by '" + other + "'",
                "",
                "give one of them another unit id or port"));
      }
    }
    return new SimulatorConfig.Device(name, port, unitId, source);
  }

  private void unique(Set<String> names, String name, String pointer) {
    if (!names.add(name)) {
      problems.add(
          file.problem(
              "C001", pointer, "the name '" + name + "' is used twice", "", "rename one of them"));
    }
  }
}
