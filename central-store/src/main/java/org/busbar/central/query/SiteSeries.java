package org.busbar.central.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** Curves of a site over a range, with as many points as a chart can show. */
public final class SiteSeries {
  /** Longest range. */
  public static final Duration LONGEST = Duration.ofDays(400);

  private static final Duration RAW_UP_TO = Duration.ofDays(3);
  private static final long POINTS = 500;
  private static final int[] BUCKETS = {
    10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400
  };

  private final Jdbi jdbi;

  public SiteSeries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The curves of {@code site} from {@code from} (inclusive) to {@code to} (exclusive): from raw
   * readings up to three days, from the hourly roll-up beyond.
   *
   * @throws BadRange when the range is empty or longer than {@link #LONGEST}
   */
  public Series of(Access access, Fleet.SiteName site, Instant from, Instant to) {
    Duration range = Duration.between(from, to);
    if (range.isNegative() || range.isZero() || range.compareTo(LONGEST) > 0) {
      throw new BadRange(
          "from must be before to, and the range at most %d days".formatted(LONGEST.toDays()));
    }
    boolean raw = range.compareTo(RAW_UP_TO) <= 0;
    int bucket = Math.max(raw ? 0 : 3_600, bucketSeconds(range));
    // Buckets begin at full multiples, so that a window that moves on keeps its points.
    Instant start =
        Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), (long) bucket) * bucket);
    return jdbi.withHandle(
        handle -> {
          List<Series.Bucket> buckets =
              Scope.of(access)
                  .bind(
                      handle.createQuery(
                          Sql.load(raw ? "queries/site_series" : "queries/site_series_hourly")))
                  .bind("site_id", site.siteId())
                  .bind("from_time", start.atOffset(ZoneOffset.UTC))
                  .bind("to_time", to.atOffset(ZoneOffset.UTC))
                  .bind("bucket_seconds", bucket)
                  .map((row, ctx) -> bucket(row))
                  .list();
          return Series.of(site, bucket, buckets);
        });
  }

  /** A range that is empty or too long. */
  public static final class BadRange extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadRange(String message) {
      super(message);
    }
  }

  /** The smallest width that makes at most {@link #POINTS} points of the range. */
  static int bucketSeconds(Duration range) {
    for (int bucket : BUCKETS) {
      if (range.toSeconds() / bucket <= POINTS) {
        return bucket;
      }
    }
    return BUCKETS[BUCKETS.length - 1];
  }

  private static Series.Bucket bucket(ResultSet row) throws SQLException {
    return new Series.Bucket(
        Objects.requireNonNull(Rows.instant(row, "bucket_start")),
        Rows.number(row, "solar_power_kw"),
        Rows.number(row, "grid_power_kw"),
        Rows.number(row, "load_power_kw"),
        Rows.number(row, "battery_power_kw"),
        Rows.number(row, "battery_charge_level"));
  }
}
