package org.busbar.central.ingest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How long raw readings are kept, in whole months, because whole monthly partitions are dropped.
 *
 * @param months 1 to 1200
 */
public record Retention(int months) {
  public Retention {
    if (months < 1 || months > 1200) {
      throw new IllegalArgumentException(
          "The retention is %d months; it must be 1 to 1200".formatted(months));
    }
  }

  /** 25 months: two whole years can be compared. */
  public static Retention defaults() {
    return new Retention(25);
  }

  /** The first instant whose reading is kept: the start (UTC) of the month {@code months} ago. */
  public Instant start(Instant now) {
    ZonedDateTime month = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    return month.minusMonths(months).toInstant();
  }
}
