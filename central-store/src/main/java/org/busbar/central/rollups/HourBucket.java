package org.busbar.central.rollups;

import java.sql.Timestamp;
import java.time.Instant;

/**
 * One row of telemetry_hourly to compute.
 *
 * @param hour start of the hour, UTC
 */
record HourBucket(long siteId, Instant hour) {
  static HourBucket of(long siteId, Timestamp hour) {
    return new HourBucket(siteId, hour.toInstant());
  }
}
