package org.busbar.central.jobs;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.StringJoiner;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** Removes what is older than its retention, and the rows of sites that are gone. */
final class Housekeeping {
  /** Runs that found nothing to do are of interest for a day. */
  private static final Period IDLE_RUNS = Period.ofDays(1);

  private final Jdbi jdbi;
  private final Clock clock;
  private final JobSettings settings;

  Housekeeping(Jdbi jdbi, Clock clock, JobSettings settings) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.settings = settings;
  }

  /** Drops expired months and removes expired rows. */
  String retain() {
    StringJoiner done = new StringJoiner("; ");
    String months = new Partitions(jdbi, clock).dropExpired(settings.raw());
    if (!months.isEmpty()) {
      done.add(months);
    }
    prune(done, "prune_hourly", before(settings.hourly()));
    prune(done, "prune_alerts", before(settings.closedAlerts()));
    prune(done, "prune_sessions", clock.instant());
    prune(done, "prune_batches", before(settings.ledger()));
    prune(done, "prune_runs", before(settings.runs()));
    prune(done, "prune_idle_runs", before(IDLE_RUNS));
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("jobs/close_lost_runs"))
                .bind("now", clock.instant())
                .execute());
    return done.toString();
  }

  private Instant before(Period kept) {
    return clock.instant().atZone(ZoneOffset.UTC).minus(kept).toInstant();
  }

  private void prune(StringJoiner done, String what, Instant before) {
    int rows =
        jdbi.withHandle(
            handle ->
                handle.createUpdate(Sql.load("jobs/" + what)).bind("before", before).execute());
    if (rows > 0) {
      done.add(what + " " + rows);
    }
  }

  /** Removes the readings and roll-ups of sites that are gone, site by site. */
  String sweepOrphans() {
    List<Long> sites =
        jdbi.withHandle(
            handle -> handle.createQuery(Sql.load("jobs/orphan_sites")).mapTo(Long.class).list());
    long rows = 0;
    for (long site : sites) {
      rows +=
          jdbi.inTransaction(
              handle ->
                  handle
                      .createQuery(Sql.load("jobs/delete_rows_of_site"))
                      .bind("site_id", site)
                      .mapTo(Long.class)
                      .one());
    }
    return sites.isEmpty() ? "" : rows + " rows of " + sites.size() + " removed sites";
  }
}
