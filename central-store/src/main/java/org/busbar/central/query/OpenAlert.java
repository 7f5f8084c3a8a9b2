package org.busbar.central.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is active or acknowledged. Texts may be of strangers: escape them.
 *
 * @param alertId id of the alert
 * @param siteId id of the site
 * @param siteName name of the site
 * @param timezone IANA name of the site's zone
 * @param equipmentName piece of equipment; null = the site itself
 * @param severity critical, error, warning or info
 * @param category battery, grid, solar, inverter, system or maintenance
 * @param code code of the rule
 * @param title title of the rule
 * @param message what was measured and what the limit is
 * @param status active or acknowledged
 * @param acknowledgedBy who acknowledged it; null = nobody yet
 * @param acknowledgedAt when; null = not yet
 * @param createdAt when it was raised
 */
public record OpenAlert(
    long alertId,
    long siteId,
    String siteName,
    String timezone,
    @Nullable String equipmentName,
    String severity,
    String category,
    String code,
    String title,
    String message,
    String status,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    Instant createdAt) {

  /** Whether nobody has acknowledged it yet. */
  public boolean unacknowledged() {
    return status.equals("active");
  }

  static OpenAlert of(ResultSet row) throws SQLException {
    return new OpenAlert(
        row.getLong("alert_id"),
        row.getLong("site_id"),
        text(row, "site_name"),
        text(row, "timezone"),
        row.getString("equipment_name"),
        text(row, "severity"),
        text(row, "category"),
        text(row, "code"),
        text(row, "title"),
        text(row, "message"),
        text(row, "status"),
        row.getString("acknowledged_by"),
        Rows.instant(row, "acknowledged_at"),
        Objects.requireNonNull(Rows.instant(row, "created_at")));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
