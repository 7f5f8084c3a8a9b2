package org.busbar.central.rollups;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Rolls raw readings up to hours and local days. Everything is computed from raw and overwritten,
 * so that a run may be repeated, interrupted or done by two nodes: a lock in the database lets one
 * drain work at a time, and marks are deleted in the transaction that wrote what they asked for.
 */
public final class Rollups {
  /** Buckets of one transaction by default: about a second of work. */
  public static final int BUCKET_LIMIT = 2_000;

  private static final String HOURS_LOCK = "busbar.rollup.hours";
  private static final String DAYS_LOCK = "busbar.rollup.days";

  private final Jdbi jdbi;
  private final Clock clock;
  private final int bucketLimit;

  /**
   * @param bucketLimit (site, hour) or (site, day) buckets of one transaction, 1 to 100,000
   */
  public Rollups(Jdbi jdbi, Clock clock, int bucketLimit) {
    if (bucketLimit < 1 || bucketLimit > 100_000) {
      throw new IllegalArgumentException(
          "The bucket limit is %d; it must be 1 to 100000".formatted(bucketLimit));
    }
    this.jdbi = jdbi;
    this.clock = clock;
    this.bucketLimit = bucketLimit;
  }

  /**
   * Rolls up hours until none is dirty or the time is over.
   *
   * @param limit no further transaction is begun after this time
   */
  public Drained drainHours(Duration limit) {
    return drain(limit, this::drainHoursOnce);
  }

  /** Rolls up local days until none is dirty or the time is over. */
  public Drained drainDays(Duration limit) {
    return drain(limit, this::drainDaysOnce);
  }

  private Drained drain(Duration limit, java.util.function.Supplier<Drained> once) {
    Instant end = clock.instant().plus(limit);
    Drained total = new Drained(0, false);
    Drained run;
    do {
      run = once.get();
      total = new Drained(total.buckets() + run.buckets(), run.more());
    } while (run.more() && clock.instant().isBefore(end));
    return total;
  }

  /** One transaction of the drain of hours; nothing when another node drains. */
  Drained drainHoursOnce() {
    return jdbi.inTransaction(
        handle -> {
          if (!tryLock(handle, HOURS_LOCK)) {
            return new Drained(0, false);
          }
          List<HourBucket> buckets =
              handle
                  .createQuery(Sql.load("rollups/claim_hours"))
                  .bind("bucket_limit", bucketLimit)
                  .map((row, context) -> HourBucket.of(row.getLong(1), row.getTimestamp(2)))
                  .list();
          HourBuckets.rollUp(handle, buckets, clock.instant());
          // Hours that only follow a dirty one come on top of the limit.
          return new Drained(buckets.size(), buckets.size() >= bucketLimit);
        });
  }

  /** One transaction of the drain of local days; nothing when another node drains. */
  Drained drainDaysOnce() {
    return jdbi.inTransaction(
        handle -> {
          if (!tryLock(handle, DAYS_LOCK)) {
            return new Drained(0, false);
          }
          List<DayBucket> buckets =
              handle
                  .createQuery(Sql.load("rollups/claim_days"))
                  .bind("bucket_limit", bucketLimit)
                  .map(
                      (row, context) ->
                          new DayBucket(
                              row.getLong("site_id"),
                              row.getObject("date", java.time.LocalDate.class),
                              row.getBoolean("frozen")))
                  .list();
          DayBuckets.rollUp(handle, buckets, clock.instant());
          return new Drained(buckets.size(), buckets.size() >= bucketLimit);
        });
  }

  /**
   * Rolls up the last whole hour (UTC) of every site: at 12:34 that is 11:00.
   *
   * @return the start of that hour
   */
  public Instant rollUpLastHour() {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    rollUpHour(hour);
    return hour;
  }

  /** Rolls up one hour of every site, dirty or not; answers how many sites have a row for it. */
  public int rollUpHour(Instant hour) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createQuery(Sql.load("commands/wait_for_lock"))
              .bind("name", HOURS_LOCK)
              .mapTo(Integer.class)
              .one();
          List<HourBucket> buckets =
              handle
                  .createQuery(Sql.load("rollups/all_sites"))
                  .map((row, context) -> new HourBucket(row.getLong("site_id"), hour))
                  .list();
          return HourBuckets.rollUp(handle, buckets, clock.instant());
        });
  }

  /**
   * Marks every hour of the site that has a row or readings, so that the next drains compute all
   * again: after its time zone changed, or to heal a doubt. Days are dropped and computed anew.
   *
   * @return how many hours were marked
   */
  public int recompute(long siteId) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(Sql.load("rollups/delete_days_of_site"))
              .bind("site_id", siteId)
              .execute();
          return handle
              .createUpdate(Sql.load("rollups/mark_hours_of_site"))
              .bind("site_id", siteId)
              .bind("now", clock.instant())
              .execute();
        });
  }

  /** Marks every hour with readings since an instant, of every site; answers how many. */
  public int recomputeSince(Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(Sql.load("rollups/mark_hours_since"))
                .bind("since", since)
                .bind("now", clock.instant())
                .execute());
  }

  private static boolean tryLock(Handle handle, String name) {
    return handle
        .createQuery(Sql.load("commands/try_lock"))
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * What a drain did.
   *
   * @param buckets buckets rolled up, 0 or more
   * @param more whether dirty buckets were left
   */
  public record Drained(int buckets, boolean more) {}
}
