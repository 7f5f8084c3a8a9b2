package org.busbar.central.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.busbar.central.alerts.AlertEvaluation;
import org.busbar.central.alerts.AlertRules;
import org.busbar.central.db.Database;
import org.busbar.central.rollups.Rollups;
import org.busbar.central.rollups.Rollups.Drained;
import org.jdbi.v3.core.Jdbi;

/** The jobs of the centre. Each does what is due in the database, however often it was fired. */
public final class CentralJobs {
  /** A drain begins no further transaction after this and goes on at its next run. */
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

  private CentralJobs() {}

  /**
   * A runner of all jobs.
   *
   * @param node names this process in jobs.runs
   */
  public static JobRunner runner(
      Database database, Clock clock, JobSettings settings, String node) {
    return new JobRunner(database.jdbi(), clock, node, all(database.jdbi(), clock, settings));
  }

  static List<Job> all(Jdbi jdbi, Clock clock, JobSettings settings) {
    AlertEvaluation alerts = new AlertEvaluation(jdbi, clock, AlertRules.shipped());
    Rollups rollups = new Rollups(jdbi, clock, settings.bucketLimit());
    Housekeeping housekeeping = new Housekeeping(jdbi, clock, settings);
    Partitions partitions = new Partitions(jdbi, clock);
    return List.of(
        Job.every("alerts", settings.alerts(), () -> said(alerts.run())),
        Job.every(
            "rollup-hours", settings.hours(), () -> said(rollups.drainHours(DRAIN_LIMIT), "hours")),
        Job.every(
            "rollup-days", settings.days(), () -> said(rollups.drainDays(DRAIN_LIMIT), "days")),
        Job.cron("hourly", "0 0 * * * ?", () -> hourly(rollups)),
        Job.cron("partitions", "0 5 0 * * ?", partitions::ensure),
        Job.cron("retention", "0 35 1 * * ?", housekeeping::retain),
        Job.cron("orphans", "0 20 * * * ?", housekeeping::sweepOrphans));
  }

  private static String hourly(Rollups rollups) {
    Drained drained = rollups.drainHours(DRAIN_LIMIT);
    return "rolled up " + rollups.rollUpLastHour() + " and " + drained.buckets() + " dirty hours";
  }

  private static String said(AlertEvaluation.Outcome outcome) {
    return outcome.sites() == 0
        ? ""
        : "%d sites judged, %d alerts raised, %d resolved, %d failures"
            .formatted(outcome.sites(), outcome.raised(), outcome.resolved(), outcome.failures());
  }

  private static String said(Drained drained, String what) {
    return drained.buckets() == 0
        ? ""
        : drained.buckets() + " " + what + (drained.more() ? ", more to do" : "");
  }
}
