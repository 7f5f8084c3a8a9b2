package org.busbar.central.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mean charge level of one hour.
 *
 * @param siteId id of the site
 * @param hour start of the hour
 * @param chargeLevel %, 0 to 100; null = not measured
 */
public record HourlyCharge(long siteId, Instant hour, @Nullable Double chargeLevel) {
  static HourlyCharge of(ResultSet row) throws SQLException {
    return new HourlyCharge(
        row.getLong("site_id"),
        Objects.requireNonNull(Rows.instant(row, "timestamp")),
        Rows.number(row, "avg_battery_charge_level"));
  }
}
