package org.busbar.central.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far.
 *
 * @param java by this process, client included, s
 * @param postgres by the server and its connections that live, s
 */
record CpuUse(double java, double postgres) {
  /** Reads both; the embedded server's directory names its process. */
  static CpuUse read(Path dataDir) throws IOException {
    double java = 0;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      java = system.getProcessCpuTime() / 1e9;
    }
    Path pid = dataDir.resolve("pgdata").resolve("postmaster.pid");
    long id = Long.parseLong(Files.readAllLines(pid).get(0).strip());
    double postgres =
        ProcessHandle.of(id).stream()
            .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
            .mapToDouble(CpuUse::seconds)
            .sum();
    return new CpuUse(java, postgres);
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  CpuUse since(CpuUse earlier) {
    return new CpuUse(java - earlier.java, postgres - earlier.postgres);
  }
}
