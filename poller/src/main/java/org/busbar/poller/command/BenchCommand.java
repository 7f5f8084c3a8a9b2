package org.busbar.poller.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.busbar.maps.Sample;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.poller.modbus.ReadRequest;
import org.busbar.poller.poll.DevicePoller;
import org.busbar.yaml.BadFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what polling costs, against the Modbus library alone in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Polls a device as fast as it answers: cycles/s, requests, CPU, and the library alone.")
final class BenchCommand implements Callable<Integer> {
  private static final int ROUNDS = 5;

  private final Surroundings surroundings;

  @Option(names = "--host", required = true, paramLabel = "HOST", description = "A simulator.")
  private String host;

  @Option(names = "--port", required = true, paramLabel = "PORT", description = "Its port.")
  private int port;

  @Option(names = "--unit-id", defaultValue = "1", paramLabel = "N", description = "Unit id.")
  private int unitId;

  @Option(names = "--map", required = true, paramLabel = "ID", description = "Map to read by.")
  private String map;

  @Option(
      names = "--cycles",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Cycles a round.")
  private int cycles;

  BenchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws BadFile, IOException {
    DeviceConfig device = Target.of(host + ":" + port, unitId, map);
    try (ModbusConnection connection = new ModbusConnection(host, port, surroundings.nanoTime())) {
      DevicePoller poller =
          new DevicePoller(
              device,
              connection,
              Duration.ofSeconds(1),
              surroundings.nanoTime(),
              RandomGenerator.getDefault());
      Instant at = surroundings.clock().instant();
      List<Sample> first = poller.snapshot(at, far(), true).samples();
      List<ReadRequest> requests = poller.requests(at);
      if (requests.isEmpty() || first.stream().noneMatch(Sample::good)) {
        surroundings.err().println("bench: " + host + ":" + port + " gives no values");
        return ExitCode.UNREACHABLE;
      }
      report(poller, requests, first.size());
      return ExitCode.OK;
    }
  }

  private void report(DevicePoller poller, List<ReadRequest> requests, int values)
      throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getByName(host), port);
    double best = 0;
    double bestBare = 0;
    double cpuMicros = 0;
    // By turns, so that a busy machine slows both alike; the best round of each counts.
    for (int round = 0; round < ROUNDS; round++) {
      long cpu = cpuNanos();
      double rate = cycles / (polled(poller) / 1e9);
      cpuMicros = rate > best ? (cpuNanos() - cpu) / 1e3 / cycles : cpuMicros;
      best = Math.max(best, rate);
      long bare = ModbusConnection.bareLoop(server, requests, Duration.ofSeconds(2), cycles);
      bestBare = Math.max(bestBare, cycles / (bare / 1e9));
    }
    surroundings
        .out()
        .printf(
            Locale.ROOT,
            "values per cycle    %d%nrequests per cycle  %d%ncycles/s            %.0f%n"
                + "CPU per cycle       %.0f µs%nj2mod alone, cycles/s %.0f%nratio               %.2f%n",
            values,
            requests.size(),
            best,
            cpuMicros,
            bestBare,
            best / bestBare);
    surroundings.out().flush();
  }

  private long polled(DevicePoller poller) {
    Instant at = surroundings.clock().instant();
    long start = surroundings.nanoTime().getAsLong();
    for (int i = 0; i < cycles; i++) {
      poller.poll(at, far(), true);
    }
    return surroundings.nanoTime().getAsLong() - start;
  }

  private long far() {
    return surroundings.nanoTime().getAsLong() + Duration.ofMinutes(1).toNanos();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
