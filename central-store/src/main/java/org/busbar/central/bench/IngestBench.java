package org.busbar.central.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.busbar.central.Central;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseConfig;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.db.Sql;
import org.busbar.central.ingest.IngestLimits;

/** Measures ingestion over HTTP into an embedded PostgreSQL that syncs every commit to disk. */
final class IngestBench {
  private static final int SITES = 1000;
  private static final int WARM_UP_SECONDS = 10;

  private final Load load;
  private final Clock clock;
  private final LongSupplier nanos;

  /**
   * What is measured.
   *
   * @param connections keep-alive connections, 1 or more
   * @param seconds how long each server is measured, 1 s or more
   * @param committers threads that commit, 1 to 8
   */
  record Load(int connections, int seconds, int committers) {}

  IngestBench(Load load, Clock clock, LongSupplier nanos) {
    this.load = load;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * One server's figures.
   *
   * @param readingsPerSecond acknowledged readings a second
   * @param javaCores processors used by this process, client included
   * @param postgresCores processors used by PostgreSQL
   * @param heapMib heap in use at the end, MiB
   */
  record Figures(
      String server,
      long readingsPerSecond,
      double javaCores,
      double postgresCores,
      long heapMib) {}

  /** Something that listens, and how it is started on a database. */
  private interface Subject {
    Served serve(Database database) throws IOException;
  }

  private record Served(int port, AutoCloseable stop) {}

  /** Measures Busbar. */
  Figures busbar() throws IOException, InterruptedException, DatabaseUnavailable {
    return measure(
        "busbar",
        database -> {
          Central central = Central.start(config(), database, clock);
          return new Served(central.port(), central);
        });
  }

  private ServerConfig config() {
    ServerConfig base = ServerConfig.loopback();
    IngestLimits limits = base.limits().withCommitters(load.committers());
    return new ServerConfig(base.host(), 0, null, false, limits, base.retention());
  }

  /** Measures the baseline. */
  Figures naive() throws IOException, InterruptedException, DatabaseUnavailable {
    return measure(
        "naive",
        database -> {
          NaiveServer server = new NaiveServer(database);
          return new Served(server.port(), server);
        });
  }

  private Figures measure(String name, Subject subject)
      throws IOException, InterruptedException, DatabaseUnavailable {
    Path dataDir = Files.createTempDirectory("busbar-bench");
    DatabaseConfig config = new DatabaseConfig(null, dataDir, 16, Duration.ofSeconds(30));
    try (Database database = Database.open(config, clock)) {
      Migrations.apply(database, clock.instant());
      return measure(name, subject, database, dataDir);
    } finally {
      delete(dataDir);
    }
  }

  private Figures measure(String name, Subject subject, Database database, Path dataDir)
      throws IOException, InterruptedException {
    long start =
        clock.instant().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.DAYS).toEpochMilli();
    Served served = subject.serve(database);
    try {
      LoadClient client = new LoadClient(served.port(), makeSites(database), start, nanos);
      // Each batch number of a site is used once, however fast the warm-up was.
      client.run(load.connections(), 0, WARM_UP_SECONDS);
      CpuUse before = CpuUse.read(dataDir);
      long from = nanos.getAsLong();
      long readings = client.run(load.connections(), 500, load.seconds());
      double took = (nanos.getAsLong() - from) / 1e9;
      CpuUse used = CpuUse.read(dataDir).since(before);
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
      return new Figures(
          name, Math.round(readings / took), used.java() / took, used.postgres() / took, heap);
    } finally {
      stop(served);
    }
  }

  private static long[] makeSites(Database database) {
    List<Long> ids =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(Sql.load("commands/bench/sites"))
                        .bind("sites", SITES)
                        .mapTo(Long.class)
                        .list());
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static void stop(Served served) throws IOException {
    try {
      served.stop().close();
    } catch (Exception e) {
      throw new IOException("the server did not stop", e);
    }
  }

  /** Removes the throw-away database. */
  static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
