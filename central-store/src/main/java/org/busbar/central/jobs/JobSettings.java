package org.busbar.central.jobs;

import java.time.Duration;
import java.time.Period;
import org.busbar.central.ingest.Retention;
import org.busbar.central.rollups.Rollups;

/**
 * When jobs run and what they keep.
 *
 * @param alerts between two evaluations of alerts, 100 ms to 1 h
 * @param hours between two drains of dirty hours, 100 ms to 1 h
 * @param days between two drains of dirty local days, 100 ms to 1 h
 * @param bucketLimit (site, hour) or (site, day) buckets of one transaction, 1 to 100,000
 * @param raw how long raw readings are kept
 * @param hourly how long hourly rows are kept; daily rows are kept for ever
 * @param closedAlerts how long resolved and dismissed alerts are kept
 * @param ledger how long a batch sent again is recognized by its number
 * @param runs how long runs of jobs are kept
 */
public record JobSettings(
    Duration alerts,
    Duration hours,
    Duration days,
    int bucketLimit,
    Retention raw,
    Period hourly,
    Period closedAlerts,
    Period ledger,
    Period runs) {

  public JobSettings {
    check("alerts", alerts);
    check("hours", hours);
    check("days", days);
  }

  /** Alerts every 5 s, hours every 15 s, days every minute. */
  public static JobSettings defaults(Retention raw) {
    return new JobSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Rollups.BUCKET_LIMIT,
        raw,
        Period.ofYears(5),
        Period.ofYears(2),
        Period.ofDays(90),
        Period.ofDays(30));
  }

  /** The same with one interval for the three frequent jobs: demonstrations and tests. */
  public JobSettings every(Duration interval) {
    return new JobSettings(
        interval, interval, interval, bucketLimit, raw, hourly, closedAlerts, ledger, runs);
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "The interval of %s is %s; it must be 100 ms to 1 h".formatted(name, value));
    }
  }
}
