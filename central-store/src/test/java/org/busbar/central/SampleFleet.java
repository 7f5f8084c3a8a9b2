package org.busbar.central;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.http.Passwords;

/** Organizations with people, sites, a day of readings and alerts, for tests of what is shown. */
public final class SampleFleet {
  /** The password of everybody. */
  public static final String PASSWORD = "correct horse battery staple";

  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Database database;
  private final Instant now;

  public SampleFleet(Database database, Instant now) {
    this.database = database;
    this.now = now;
  }

  /** A clock that goes, and starts when the partitions of the tests do. */
  public static Clock clock() {
    Clock real = Clock.systemUTC();
    return Clock.offset(real, Duration.between(real.instant(), TestDatabase.NOW));
  }

  /** Answers the organization's id. */
  public long organization(String name) {
    return insert(
        "INSERT INTO organizations (name, slug, country) VALUES (:a, :a, 'DE') RETURNING id",
        name,
        0);
  }

  /** An active user with a local account; answers the user's id. */
  public long user(long organizationId, String email, String role) {
    insert(
        "INSERT INTO identity.accounts (subject, email, password_hash) VALUES (:a, :a, '"
            + Passwords.hash(PASSWORD)
            + "') RETURNING 1",
        email,
        0);
    return insert(
        "INSERT INTO organization_users (organization_id, auth_subject, email, role, status) VALUES (:id, :a, :a, '"
            + role
            + "', 'active') RETURNING id",
        email,
        organizationId);
  }

  /** A site without data; answers its id. */
  public long site(long organizationId, String name) {
    return insert(
        "INSERT INTO sites (organization_id, name, slug, country, timezone) VALUES (:id, :a, md5(:a), 'DE',"
            + " 'Europe/Berlin') RETURNING id",
        name,
        organizationId);
  }

  /** A day of balanced readings whose newest was {@code ago}, with the roll-ups the page shows. */
  public void day(long siteId, Duration ago, double chargeLevel) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (String sql : DAY) {
                handle
                    .createUpdate(sql)
                    .bind("site", siteId)
                    .bind("end", now.minus(ago).atOffset(ZoneOffset.UTC))
                    .bind("step", EVERY.toSeconds() + " s")
                    .bind("charge", chargeLevel)
                    .execute();
              }
            });
  }

  private static final String[] DAY = {
    "INSERT INTO telemetry_readings (site_id, timestamp, battery_charge_level, battery_voltage, battery_temperature,"
        + " battery_soh, solar_power_kw, load_power_kw, battery_power_kw, grid_power_kw)"
        + " SELECT :site, t, greatest(1, least(99, :charge + 18 * sin(f.x * 6.28 - 2.2 + :site) - 18 * sin(6.28 - 2.2 + :site))),"
        + " 496 + 12 * sin(f.x * 6.28), 24 + 4 * sin(f.x * 6), 98.5, f.solar, f.load,"
        + " least(9, greatest(-9, f.solar - f.load)), f.load + least(9, greatest(-9, f.solar - f.load)) - f.solar"
        + " FROM generate_series(CAST(:end AS timestamptz) - interval '24 hours', :end, CAST(:step AS interval)) t"
        + " CROSS JOIN LATERAL (SELECT extract(hour FROM t) + extract(minute FROM t) / 60 AS h,"
        + " extract(epoch FROM t - CAST(:end AS timestamptz)) / 86400 + 1 AS x) g"
        + " CROSS JOIN LATERAL (SELECT g.x, greatest(0, 26 * sin((g.h - 6) / 12 * 3.1416) * (0.9 + 0.1 * sin(g.h * 9 + :site))) AS solar,"
        + " 9 + 3 * sin(g.h * 0.9 + :site) + 2 * sin(g.h * 3.1) AS load) f"
        + " WHERE NOT (t BETWEEN CAST(:end AS timestamptz) - interval '9 hours' AND CAST(:end AS timestamptz) - interval '8 hours' AND :site % 3 = 1)",
    "INSERT INTO ingest.latest_readings (site_id, reading_id, timestamp, received_at, battery_charge_level, battery_voltage,"
        + " battery_temperature, battery_soh, solar_power_kw, load_power_kw, battery_power_kw, grid_power_kw, metadata)"
        + " SELECT site_id, id, timestamp, timestamp, :charge, battery_voltage, battery_temperature, battery_soh,"
        + " solar_power_kw, load_power_kw, battery_power_kw, grid_power_kw, '{\"dataQuality\": \"good\"}'"
        + " FROM telemetry_readings WHERE site_id = :site AND timestamp <= :end AND :step IS NOT NULL"
        + " ORDER BY timestamp DESC LIMIT 1",
    "UPDATE sites SET last_seen_at = :end WHERE id = :site AND :step IS NOT NULL AND :charge >= 0",
    "INSERT INTO telemetry_hourly (site_id, timestamp, avg_battery_charge_level, reading_count, coverage_percent)"
        + " SELECT site_id, date_trunc('hour', timestamp, 'UTC'), avg(battery_charge_level), count(*), 100"
        + " FROM telemetry_readings WHERE site_id = :site AND timestamp <= :end AND :step IS NOT NULL AND :charge >= 0"
        + " GROUP BY 1, 2",
    "INSERT INTO telemetry_daily (site_id, date, total_solar_energy_kwh, total_grid_import_kwh, total_grid_export_kwh,"
        + " total_load_energy_kwh, uptime_minutes, reading_count, coverage_percent)"
        + " SELECT site_id, (timestamp AT TIME ZONE 'Europe/Berlin')::date, sum(solar_power_kw) / 12,"
        + " sum(greatest(grid_power_kw, 0)) / 12, sum(greatest(-grid_power_kw, 0)) / 12, sum(load_power_kw) / 12, 600, count(*), 100"
        + " FROM telemetry_readings WHERE site_id = :site AND timestamp <= :end AND :step IS NOT NULL AND :charge >= 0"
        + " GROUP BY 1, 2"
  };

  /** An active alert; answers its id. */
  public long alert(long siteId, String severity, String title, String message, Duration ago) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "INSERT INTO alerts (site_id, severity, category, code, title, message, created_at, updated_at)"
                            + " VALUES (:site, :severity, 'battery', upper(replace(:title, ' ', '_')), :title, :message, :at, :at)"
                            + " RETURNING id")
                    .bind("site", siteId)
                    .bind("severity", severity)
                    .bind("title", title)
                    .bind("message", message)
                    .bind("at", now.minus(ago).atOffset(ZoneOffset.UTC))
                    .mapTo(Long.class)
                    .one());
  }

  private long insert(String sql, String a, long id) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              var query = handle.createQuery(sql).bind("a", a);
              return sql.contains(":id")
                  ? query.bind("id", id).mapTo(Long.class).one()
                  : query.mapTo(Long.class).one();
            });
  }
}
