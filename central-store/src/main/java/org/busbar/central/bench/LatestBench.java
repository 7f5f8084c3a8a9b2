package org.busbar.central.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseConfig;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;

/** Measures the query of latest readings over a long history. */
final class LatestBench {
  private static final int RUNS = 300;

  private final Clock clock;
  private final LongSupplier nanos;

  LatestBench(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * The figures.
   *
   * @param medianMillis half of the runs are faster, ms
   * @param p99Millis 99 of 100 runs are faster, ms
   * @param sites rows that the query answers
   * @param readings rows in the history
   */
  record Figures(double medianMillis, double p99Millis, int sites, long readings) {}

  Figures measure(int sites, int days) throws IOException, DatabaseUnavailable {
    Path dataDir = Files.createTempDirectory("busbar-bench");
    DatabaseConfig config = new DatabaseConfig(null, dataDir, 4, Duration.ofSeconds(30));
    try (Database database = Database.open(config, clock)) {
      Migrations.apply(database, clock.instant());
      return database.jdbi().withHandle(handle -> measure(handle, sites, days));
    } finally {
      IngestBench.delete(dataDir);
    }
  }

  /** Makes sites and their history; answers how many readings there are. */
  long prepare(Handle handle, int sites, int days) {
    handle
        .createQuery(Sql.load("commands/bench/sites"))
        .bind("sites", sites)
        .mapTo(Long.class)
        .list();
    return fill(handle, days);
  }

  private Figures measure(Handle handle, int sites, int days) {
    long readings = prepare(handle, sites, days);
    double[] millis = new double[RUNS];
    int rows = 0;
    for (int run = -RUNS; run < RUNS; run++) {
      long from = nanos.getAsLong();
      rows =
          handle
              .createQuery(Sql.load("queries/latest_readings"))
              .bind("organization_id", 1)
              .bindNull("site_ids", Types.OTHER)
              .mapToMap()
              .list()
              .size();
      if (run >= 0) {
        millis[run] = (nanos.getAsLong() - from) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Figures(millis[RUNS / 2], millis[RUNS * 99 / 100], rows, readings);
  }

  private long fill(Handle handle, int days) {
    handle
        .createQuery(Sql.load("commands/bench/history_months"))
        .bind("now", clock.instant())
        .bind("days", days)
        .mapTo(Long.class)
        .one();
    long readings =
        handle
            .createUpdate(Sql.load("commands/bench/history"))
            .bind("now", clock.instant())
            .bind("days", days)
            .execute();
    handle
        .createUpdate(Sql.load("commands/bench/history_latest"))
        .bind("now", clock.instant())
        .execute();
    handle.execute("ANALYZE");
    return readings;
  }
}
