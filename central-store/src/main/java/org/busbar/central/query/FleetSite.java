package org.busbar.central.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A site as the fleet table shows it. A measure that is null was not measured.
 *
 * @param siteId id of the site
 * @param name name of the site, text of strangers: escape it
 * @param timezone IANA name
 * @param status active, maintenance or offline, as set by people
 * @param connectivity at the time of asking
 * @param lastSeenAt when data last arrived; null = never
 * @param timestamp when the newest reading was measured; null = no reading yet
 * @param staleAfterSeconds s, 30 to 600: three usual intervals between readings; older is stale
 * @param dataQuality good, degraded or poor; null = not said
 * @param now the newest reading
 * @param today energy since the site's midnight
 * @param openAlerts number of active and acknowledged alerts, 0 or more
 * @param worstRank 1 critical, 2 error, 3 warning, 4 info; null = no open alert
 */
public record FleetSite(
    long siteId,
    String name,
    String timezone,
    String status,
    Connectivity connectivity,
    @Nullable Instant lastSeenAt,
    @Nullable Instant timestamp,
    long staleAfterSeconds,
    @Nullable String dataQuality,
    Now now,
    Today today,
    int openAlerts,
    @Nullable Integer worstRank) {

  private static final long STALE_AT_LEAST = 30;

  /** What needs a look first: worst alerts, then silent sites, then the rest by name. */
  public static final Comparator<FleetSite> EXCEPTIONS_FIRST =
      Comparator.comparingInt(FleetSite::urgency)
          .thenComparing(FleetSite::name)
          .thenComparingLong(FleetSite::siteId);

  /**
   * The newest reading.
   *
   * @param chargeLevel %, 0 to 100
   * @param batteryVoltage V
   * @param batteryTemperature °C
   * @param batteryPowerKw kW, + charging, − discharging
   * @param solarPowerKw kW, 0 or more
   * @param gridPowerKw kW, + import, − export
   * @param loadPowerKw kW, 0 or more
   */
  public record Now(
      @Nullable Double chargeLevel,
      @Nullable Double batteryVoltage,
      @Nullable Double batteryTemperature,
      @Nullable Double batteryPowerKw,
      @Nullable Double solarPowerKw,
      @Nullable Double gridPowerKw,
      @Nullable Double loadPowerKw) {}

  /**
   * Energy of the site's own day so far.
   *
   * @param solarKwh kWh, 0 or more
   * @param importKwh kWh, 0 or more
   * @param exportKwh kWh, 0 or more
   */
  public record Today(
      @Nullable Double solarKwh, @Nullable Double importKwh, @Nullable Double exportKwh) {}

  /** 0 = look now … 6 = all is well. */
  @JsonProperty
  public int urgency() {
    int alert = worstRank == null ? 6 : 2 * worstRank - 2;
    int silence =
        switch (connectivity) {
          case OFFLINE -> 1;
          case DELAYED -> 3;
          case UNKNOWN -> 5;
          case ONLINE -> 6;
        };
    return Math.min(alert, silence);
  }

  /** Whether somebody should look: an alert, or data that stays away. */
  @JsonIgnore
  public boolean exceptional() {
    return urgency() < 6;
  }

  /** Whether the newest reading is older than three of the site's usual intervals. */
  public boolean staleAt(Instant now) {
    return timestamp == null
        || Duration.between(timestamp, now).compareTo(Duration.ofSeconds(staleAfterSeconds)) > 0;
  }

  static FleetSite of(ResultSet row, Instant now) throws SQLException {
    Instant lastSeen = Rows.instant(row, "last_seen_at");
    int rank = row.getInt("worst_rank");
    return new FleetSite(
        row.getLong("site_id"),
        Objects.requireNonNull(row.getString("site_name")),
        Objects.requireNonNull(row.getString("timezone")),
        Objects.requireNonNull(row.getString("status")),
        Connectivity.of(lastSeen, now),
        lastSeen,
        Rows.instant(row, "timestamp"),
        staleAfter(Rows.number(row, "interval_seconds")),
        row.getString("data_quality"),
        nowOf(row),
        new Today(
            Rows.number(row, "today_solar_kwh"),
            Rows.number(row, "today_import_kwh"),
            Rows.number(row, "today_export_kwh")),
        row.getInt("open_alerts"),
        rank == 0 ? null : rank);
  }

  private static Now nowOf(ResultSet row) throws SQLException {
    return new Now(
        Rows.number(row, "battery_charge_level"),
        Rows.number(row, "battery_voltage"),
        Rows.number(row, "battery_temperature"),
        Rows.number(row, "battery_power_kw"),
        Rows.number(row, "solar_power_kw"),
        Rows.number(row, "grid_power_kw"),
        Rows.number(row, "load_power_kw"));
  }

  static long staleAfter(@Nullable Double intervalSeconds) {
    long longest = Connectivity.ONLINE_WITHIN.toSeconds();
    if (intervalSeconds == null) {
      return longest;
    }
    return Math.min(longest, Math.max(STALE_AT_LEAST, Math.round(3 * intervalSeconds)));
  }
}
