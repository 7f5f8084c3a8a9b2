package org.busbar.central.jobs;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.busbar.central.db.Sql;
import org.busbar.central.ingest.Retention;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Monthly partitions: twelve ahead, and none beyond the retention once it is rolled up. */
final class Partitions {
  static final int MONTHS_AHEAD = 12;

  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private final Jdbi jdbi;
  private final Clock clock;

  Partitions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Makes the partitions of this month and the next twelve.
   *
   * @throws IllegalStateException when one is missing all the same
   */
  String ensure() {
    int made;
    try {
      made = count("commands/ensure_partitions");
    } finally {
      complain();
    }
    return made == 0 ? "" : made + " partitions made";
  }

  private int count(String sql) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Sql.load(sql))
                .bind("now", clock.instant())
                .bind("months_ahead", MONTHS_AHEAD)
                .mapTo(Integer.class)
                .one());
  }

  private void complain() {
    List<String> missing =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("jobs/missing_months"))
                    .bind("now", clock.instant())
                    .bind("months_ahead", MONTHS_AHEAD)
                    .mapTo(String.class)
                    .list());
    if (!missing.isEmpty()) {
      LOG.error(
          "PARTITION_MISSING: {}; readings of those months cannot be stored: run busbar-central migrate",
          missing);
    }
  }

  /** Drops the months before the retention; one that a query holds waits for the next run. */
  String dropExpired(Retention retention) {
    List<Month> expired =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("jobs/expired_months"))
                    .bind("keep_from", retention.start(clock.instant()))
                    .map(
                        (row, context) ->
                            new Month(
                                row.getString("parent"),
                                row.getString("partition_name"),
                                row.getObject("month", LocalDate.class)))
                    .list());
    List<String> dropped = new ArrayList<>();
    for (Month month : expired) {
      if (drop(month)) {
        dropped.add(month.partition());
      }
    }
    return dropped.isEmpty() ? "" : "dropped " + String.join(", ", dropped);
  }

  private boolean drop(Month month) {
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(Sql.load("jobs/drop_month"))
                  .bind("parent", month.parent())
                  .bind("month", month.month())
                  .mapTo(String.class)
                  .findOne());
      return true;
    } catch (JdbiException e) {
      LOG.warn("{} is in use and stays until the next run", month.partition(), e);
      return false;
    }
  }

  private record Month(String parent, String partition, LocalDate month) {}
}
