package org.busbar.central.rollups;

import java.time.LocalDate;

/**
 * One row of telemetry_daily to compute.
 *
 * @param date day of the site's own time zone
 * @param frozen raw no longer tells the whole day: the row that exists stays
 */
record DayBucket(long siteId, LocalDate date, boolean frozen) {}
