package org.busbar.central.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.busbar.central.alerts.AlertEvaluation;
import org.busbar.central.alerts.AlertRules;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseConfig;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.db.Sql;

/** Measures one evaluation of every rule over one new reading of every site. */
final class AlertBench {
  private static final int RUNS = 100;

  private final Clock clock;
  private final LongSupplier nanos;

  AlertBench(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * The figures.
   *
   * @param medianMillis half of the runs are faster, ms
   * @param p99Millis 99 of 100 runs are faster, ms
   * @param sites sites judged in each run
   * @param readings rows in the history
   */
  record Figures(double medianMillis, double p99Millis, int sites, long readings) {}

  Figures measure(int sites, int days) throws IOException, DatabaseUnavailable {
    Path dataDir = Files.createTempDirectory("busbar-bench");
    DatabaseConfig config = new DatabaseConfig(null, dataDir, 4, Duration.ofSeconds(30));
    try (Database database = Database.open(config, clock)) {
      Migrations.apply(database, clock.instant());
      long readings =
          database
              .jdbi()
              .withHandle(handle -> new LatestBench(clock, nanos).prepare(handle, sites, days));
      return measure(database, readings);
    } finally {
      IngestBench.delete(dataDir);
    }
  }

  private Figures measure(Database database, long readings) {
    AlertEvaluation evaluation = new AlertEvaluation(database.jdbi(), clock, AlertRules.shipped());
    Instant start = clock.instant();
    double[] millis = new double[RUNS];
    int judged = 0;
    for (int run = -RUNS; run < RUNS; run++) {
      Instant measured = start.plusMillis(RUNS + run);
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createUpdate(Sql.load("commands/bench/one_reading"))
                      .bind("now", measured)
                      .execute());
      long from = nanos.getAsLong();
      judged = evaluation.run().sites();
      if (run >= 0) {
        millis[run] = (nanos.getAsLong() - from) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Figures(millis[RUNS / 2], millis[RUNS * 99 / 100], judged, readings);
  }
}
