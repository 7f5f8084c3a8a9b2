package org.busbar.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterDump;
import org.busbar.maps.RegisterMap;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Location;
import org.busbar.yaml.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: devices over Modbus TCP until the process is ended. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves sites, one register map or one recorded dump over Modbus TCP.")
final class ServeCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of three things to serve. */
  static final class What {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Sites and devices, as docs/reference/simulator.md describes them.")
    @Nullable Path config;

    @Option(
        names = "--dump",
        paramLabel = "FILE",
        description = "A recorded dump, served as it is under its own unit ids.")
    @Nullable Path dump;

    @Option(
        names = "--map",
        paramLabel = "ID|FILE",
        description = "A register map, filled with plausible values that move.")
    @Nullable String map;
  }

  private final Clock clock;
  private final Consumer<Runnable> atExit;

  @Spec private CommandLine.Model.CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "1502",
      description = "Port of --dump or --map; 0 takes a free one. Default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--unit-id",
      paramLabel = "N",
      description = "Unit id of --map (default 1), or of a dump's own unit.")
  private @Nullable Integer unitId;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address of --dump or --map to listen on. Default 127.0.0.1.")
  private String bind = SimulatorConfig.LOOPBACK;

  @Option(names = "--json", description = "Print each port as one line of JSON.")
  private boolean json;

  ServeCommand(Clock clock, Consumer<Runnable> atExit) {
    this.clock = clock;
    this.atExit = atExit;
  }

  @Override
  public Integer call() throws Exception {
    checkNumbers();
    SimulatorConfig config = config();
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch never = new CountDownLatch(1);
    try (Serving serving = Serving.start(config, clock)) {
      atExit.accept(serving::close);
      for (Serving.ServedPort each : serving.ports()) {
        out.println(json ? JSON.writeValueAsString(each) : line(config.bind(), each));
      }
      if (!json) {
        out.println("ready; end with Ctrl-C");
      }
      out.flush();
      never.await();
      return ExitCode.OK;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of names could not be written", e);
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      spec.commandLine().getErr().flush();
      return ExitCode.CONFIG;
    }
  }

  private void checkNumbers() {
    if (port < 0 || port > 65_535) {
      throw wrong("--port " + port + " is outside 0..65535");
    }
    if (unitId != null && (unitId < 0 || unitId > 255)) {
      throw wrong("--unit-id " + unitId + " is outside 0..255");
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private SimulatorConfig config() throws BadFile {
    if (what.config != null) {
      return SimulatorConfigFile.read(what.config);
    }
    return what.dump != null ? ofDump(what.dump) : ofMap(String.valueOf(what.map));
  }

  private SimulatorConfig ofDump(Path path) throws BadFile {
    try {
      RegisterDump dump = RegisterDump.read(path);
      return single(
          "dump", unitId == null ? -1 : unitId, new SimulatorConfig.Source.FromDump(dump));
    } catch (IOException | IllegalArgumentException e) {
      Location at = new Location(path.toString(), 1, 1);
      String message = "the dump cannot be read: " + e;
      throw new BadFile(List.of(new Problem("C007", at, message, "", "check the path", "")));
    }
  }

  private SimulatorConfig ofMap(String reference) throws BadFile {
    RegisterMap map = MapLoader.loadReference(reference, Path.of(""));
    Part part = Part.ofRole(map.role(), 0).orElse(Part.HYBRID);
    return single(
        map.id(), unitId == null ? 1 : unitId, new SimulatorConfig.Source.FromMap(map, part));
  }

  private SimulatorConfig single(String name, int unit, SimulatorConfig.Source source) {
    SimulatorConfig.Device device = new SimulatorConfig.Device(name, port, unit, source);
    SimulatorConfig.Site site =
        new SimulatorConfig.Site("simulated", SiteParameters.usual(), 1, List.of(device));
    return new SimulatorConfig(bind, SimulatorConfig.USUAL_PERIOD, List.of(site));
  }

  private static String line(String bind, Serving.ServedPort port) {
    return "serving "
        + bind
        + ":"
        + port.port()
        + port.units().stream()
            .map(
                unit ->
                    " unit %d = %s/%s (%s)"
                        .formatted(unit.unitId(), unit.site(), unit.device(), unit.source()))
            .collect(Collectors.joining(","));
  }
}
