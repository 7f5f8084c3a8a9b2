package org.busbar.central.rollups;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Computes many local days in one statement, in the lock and the transaction of the caller. */
final class DayBuckets {
  private DayBuckets() {}

  /** Writes, overwrites or removes the row of each bucket that is not frozen. */
  static void rollUp(Handle handle, List<DayBucket> claimed, Instant now) {
    Set<DayBucket> buckets =
        claimed.stream().filter(bucket -> !bucket.frozen()).collect(Collectors.toSet());
    if (buckets.isEmpty()) {
      return;
    }
    LocalDate first = buckets.stream().map(DayBucket::date).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = buckets.stream().map(DayBucket::date).max(LocalDate::compareTo).orElseThrow();
    // Zones lie between UTC - 12 h and UTC + 14 h, so this holds every day's readings.
    Set<DayBucket> written =
        bind(handle.createQuery(Sql.load("rollups/days")), buckets)
            .bind("since", first.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
            .bind("until", last.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC))
            .bind("now", now)
            .map(
                (row, context) ->
                    new DayBucket(row.getLong(1), row.getObject(2, LocalDate.class), false))
            .set();
    Set<DayBucket> empty = new HashSet<>(buckets);
    empty.removeAll(written);
    if (!empty.isEmpty()) {
      bind(handle.createUpdate(Sql.load("rollups/delete_days")), empty).execute();
    }
  }

  private static <T extends SqlStatement<T>> T bind(T statement, Collection<DayBucket> buckets) {
    return statement
        .bindArray("site_ids", Long.class, buckets.stream().map(DayBucket::siteId).toList())
        .bindArray(
            "dates",
            String.class,
            buckets.stream().map(bucket -> bucket.date().toString()).toList());
  }
}
