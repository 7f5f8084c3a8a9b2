package org.busbar.central.alerts;

import java.time.Instant;
import java.util.Map;
import org.busbar.points.Measure;

/**
 * One stored reading of a site.
 *
 * @param id telemetry_readings.id
 * @param time when it was measured
 * @param values what was measured, each in its measure's unit; a missing measure is not a key
 */
record SiteReading(long id, Instant time, Map<Measure, Double> values) {}
