package org.busbar.poller.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.busbar.maps.Quality;
import org.busbar.maps.Sample;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.config.SiteFile;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.poller.poll.DevicePoller;
import org.busbar.yaml.BadFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads devices once and shows every value. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = "Reads every value of a site's devices, or of one device, once.",
    footer = "Exit codes: 0 all values read, 4 no device answered, 9 some values are missing")
final class ReadCommand implements Callable<Integer> {
  private static final Duration BUDGET = Duration.ofSeconds(60);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST[:PORT]",
      description = "A device; port 502 unless given.")
  private @Nullable String address;

  @Option(names = "--config", paramLabel = "FILE", description = "A site file, instead of HOST.")
  private @Nullable Path config;

  @Option(
      names = "--unit-id",
      defaultValue = "1",
      paramLabel = "N",
      description = "Unit id, 0 to 255.")
  private int unitId;

  @Option(
      names = "--map",
      paramLabel = "ID",
      description = "Shipped map, or a path ending in .yaml.")
  private @Nullable String map;

  @Option(names = "--json", description = "Values as JSON.")
  private boolean json;

  ReadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws BadFile {
    ArrayNode list = new ObjectMapper().createArrayNode();
    List<Sample> all = new ArrayList<>();
    for (DeviceConfig device : devices()) {
      DevicePoller.Snapshot snapshot = read(device);
      all.addAll(snapshot.samples());
      ValueTable table = new ValueTable(snapshot.image());
      if (json) {
        list.add(table.json(device, snapshot.samples()));
      } else {
        table.print(surroundings.out(), device, snapshot.samples());
      }
    }
    if (json) {
      surroundings.out().println(list.toPrettyString());
    }
    return exitCode(all);
  }

  private List<DeviceConfig> devices() throws BadFile {
    if (config != null && address == null) {
      return SiteFile.load(config).devices();
    }
    if (config == null && address != null && map != null && unitId >= 0 && unitId <= 255) {
      return List.of(Target.of(address, unitId, map));
    }
    throw new ParameterException(
        spec.commandLine(),
        "give either --config FILE, or HOST[:PORT] with --map ID and --unit-id 0 to 255");
  }

  private DevicePoller.Snapshot read(DeviceConfig device) {
    try (ModbusConnection connection =
        new ModbusConnection(device.host(), device.port(), surroundings.nanoTime())) {
      DevicePoller poller =
          new DevicePoller(
              device,
              connection,
              Duration.ofSeconds(1),
              surroundings.nanoTime(),
              RandomGenerator.getDefault());
      long deadline = surroundings.nanoTime().getAsLong() + BUDGET.toNanos();
      return poller.snapshot(surroundings.clock().instant(), deadline, true);
    }
  }

  private static int exitCode(List<Sample> samples) {
    boolean any = samples.stream().anyMatch(Sample::good);
    // What feeds no point (a term of a sum, a meter's extra) is shown, but nobody misses it.
    boolean missing =
        samples.stream()
            .filter(s -> s.value().point() != null)
            .anyMatch(s -> !s.good() && s.quality() != Quality.NOT_IMPLEMENTED);
    boolean silent =
        samples.stream()
            .allMatch(
                s -> s.quality() == Quality.BAD_COMM || s.quality() == Quality.NOT_IMPLEMENTED);
    if (!any && missing && silent) {
      return ExitCode.UNREACHABLE;
    }
    return missing ? ExitCode.PARTIAL : ExitCode.OK;
  }
}
