package org.busbar.central.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseConfig;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.rollups.Rollups;

/**
 * Measures roll-ups over a long history: one hour of every site, and a back-fill of random hours.
 */
final class RollupBench {
  private static final int RUNS = 100;
  private static final int BACKFILL_DAYS = 7;

  private final Clock clock;
  private final LongSupplier nanos;

  RollupBench(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * The figures.
   *
   * @param medianMillis one hour of every site: half of the runs are faster, ms
   * @param p99Millis one hour of every site: 99 of 100 runs are faster, ms
   * @param sites sites with a row for that hour
   * @param readings rows in the history
   * @param backfillHours (site, hour) buckets of a week of every site, rolled up anew
   * @param backfillMillis how long they and their days took, ms
   */
  record Figures(
      double medianMillis,
      double p99Millis,
      int sites,
      long readings,
      int backfillHours,
      double backfillMillis) {}

  Figures measure(int sites, int days) throws IOException, DatabaseUnavailable {
    Path dataDir = Files.createTempDirectory("busbar-bench");
    DatabaseConfig config = new DatabaseConfig(null, dataDir, 4, Duration.ofSeconds(30));
    try (Database database = Database.open(config, clock)) {
      Migrations.apply(database, clock.instant());
      long readings =
          database
              .jdbi()
              .withHandle(handle -> new LatestBench(clock, nanos).prepare(handle, sites, days));
      return measure(database, readings, Math.min(days, BACKFILL_DAYS));
    } finally {
      IngestBench.delete(dataDir);
    }
  }

  private Figures measure(Database database, long readings, int backfillDays) {
    Rollups rollups = new Rollups(database.jdbi(), clock, Rollups.BUCKET_LIMIT);
    Instant lastHour = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    double[] millis = new double[RUNS];
    int rows = 0;
    for (int run = -10; run < RUNS; run++) {
      long from = nanos.getAsLong();
      rows = rollups.rollUpHour(lastHour);
      if (run >= 0) {
        millis[run] = (nanos.getAsLong() - from) / 1e6;
      }
    }
    Arrays.sort(millis);
    rollups.drainDays(Duration.ofHours(1));
    int marked = rollups.recomputeSince(lastHour.minus(backfillDays, ChronoUnit.DAYS));
    long from = nanos.getAsLong();
    rollups.drainHours(Duration.ofHours(1));
    rollups.drainDays(Duration.ofHours(1));
    double backfill = (nanos.getAsLong() - from) / 1e6;
    return new Figures(millis[RUNS / 2], millis[RUNS * 99 / 100], rows, readings, marked, backfill);
  }
}
