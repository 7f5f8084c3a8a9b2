package org.busbar.central.rollups;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Computes many hours in one statement, under the lock and in the transaction of the caller. */
final class HourBuckets {
  private HourBuckets() {}

  /** Writes, overwrites or removes the row of each bucket and marks its days; answers the rows. */
  static int rollUp(Handle handle, List<HourBucket> buckets, Instant now) {
    if (buckets.isEmpty()) {
      return 0;
    }
    Instant first = buckets.stream().map(HourBucket::hour).min(Instant::compareTo).orElseThrow();
    Instant last = buckets.stream().map(HourBucket::hour).max(Instant::compareTo).orElseThrow();
    Set<HourBucket> written =
        bind(handle.createQuery(Sql.load("rollups/hours")), buckets)
            .bind("since", first.minus(1, ChronoUnit.HOURS))
            .bind("until", last.plus(1, ChronoUnit.HOURS))
            .bind("now", now)
            .map((row, context) -> HourBucket.of(row.getLong(1), row.getTimestamp(2)))
            .set();
    Set<HourBucket> empty = new HashSet<>(buckets);
    empty.removeAll(written);
    if (!empty.isEmpty()) {
      bind(handle.createUpdate(Sql.load("rollups/delete_hours")), empty).execute();
    }
    bind(handle.createUpdate(Sql.load("rollups/mark_days")), buckets).bind("now", now).execute();
    return written.size();
  }

  private static <T extends SqlStatement<T>> T bind(T statement, Collection<HourBucket> buckets) {
    return statement
        .bindArray("site_ids", Long.class, buckets.stream().map(HourBucket::siteId).toList())
        .bindArray(
            "hours",
            String.class,
            buckets.stream().map(bucket -> bucket.hour().toString()).toList());
  }
}
