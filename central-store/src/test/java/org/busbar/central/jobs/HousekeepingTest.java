package org.busbar.central.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.Retention;
import org.busbar.central.rollups.RawReadings;
import org.busbar.points.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class HousekeepingTest {
  private static final Map<Measure, Float> CHARGE = Map.of(Measure.BATTERY_CHARGE_LEVEL, 50f);
  private final Database database;
  private final TestData data;
  private final RawReadings raw;

  HousekeepingTest(Database database) {
    this.database = database;
    this.data = new TestData(database);
    this.raw = new RawReadings(database);
  }

  private JobRunner at(String now) {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    return CentralJobs.runner(database, clock, JobSettings.defaults(new Retention(2)), "test");
  }

  private long count(String table, long site) {
    return number("SELECT count(*) FROM " + table + " WHERE site_id = ?", site);
  }

  private long number(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.select(sql, values).mapTo(Long.class).one());
  }

  private void execute(String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private List<String> months() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT partition_name FROM partitions.months"
                            + " WHERE parent = 'telemetry_readings'::regclass ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void retentionWaitsUntilTheMonthIsRolledUpAndThenDropsIt() {
    long site = data.site(data.organization());
    Instant old = Instant.parse("2026-06-30T23:30:00Z");
    raw.add(site, old, CHARGE);
    JobRunner jobs = at("2026-11-22T12:00:00Z");
    assertThat(jobs.run("retention")).isTrue();
    assertThat(months()).contains("telemetry_readings_202606");
    jobs.run("rollup-hours");
    // The hour is done, the local day (1 July in Berlin) is not.
    jobs.run("retention");
    assertThat(months()).contains("telemetry_readings_202606");
    jobs.run("rollup-days");
    jobs.run("retention");
    assertThat(months())
        .doesNotContain("telemetry_readings_202606")
        .contains("telemetry_readings_202611");
    assertThat(count("telemetry_hourly", site)).isEqualTo(1);
    assertThat(count("telemetry_daily", site)).isEqualTo(1);
  }

  @Test
  void aRollUpNeverForgetsWhatRetentionDropped() {
    long site = data.site(data.organization());
    // The local day of 1 August begins at 22:00 UTC of 31 July.
    raw.add(site, Instant.parse("2026-07-31T22:30:00Z"), CHARGE);
    raw.add(site, Instant.parse("2026-08-01T09:00:00Z"), CHARGE);
    JobRunner jobs = at("2026-10-22T12:00:00Z");
    jobs.run("rollup-hours");
    jobs.run("rollup-days");
    jobs.run("retention");
    assertThat(months())
        .doesNotContain("telemetry_readings_202607")
        .contains("telemetry_readings_202608");
    raw.add(site, Instant.parse("2026-08-01T10:00:00Z"), CHARGE);
    execute(
        "INSERT INTO rollup.dirty_hours (site_id, hour) VALUES (?, '2026-07-31T22:00:00Z')", site);
    jobs.run("rollup-hours");
    jobs.run("rollup-days");
    assertThat(count("telemetry_hourly", site)).isEqualTo(3);
    assertThat(
            number(
                "SELECT reading_count FROM telemetry_daily WHERE site_id = ? AND date = ?",
                site,
                LocalDate.parse("2026-08-01")))
        .isEqualTo(2);
  }

  @Test
  void thirteenMonthsStandReadyAcrossTheYearAndMakingThemAgainIsHarmless() {
    JobRunner jobs = at("2029-12-31T23:59:59Z");
    assertThat(jobs.run("partitions")).isTrue();
    assertThat(months())
        .contains(
            "telemetry_readings_202912", "telemetry_readings_203001", "telemetry_readings_203012");
    List<String> before = months();
    assertThat(at("2029-12-31T23:59:59Z").run("partitions")).isTrue();
    assertThat(months()).isEqualTo(before);
    long site = data.site(data.organization());
    raw.add(site, Instant.parse("2029-12-31T23:59:59.999Z"), CHARGE);
    raw.add(site, Instant.parse("2030-01-01T00:00:00Z"), CHARGE);
    assertThat(count("telemetry_readings_202912", site)).isEqualTo(1);
    assertThat(count("telemetry_readings_203001", site)).isEqualTo(1);
  }

  @Test
  void removingASiteOrAnOrganizationLeavesNoOrphanAfterTheSweep() {
    long organization = data.organization();
    long removed = data.site(organization);
    long cascaded = data.site(data.organization());
    long kept = data.site(organization);
    for (long site : List.of(removed, cascaded, kept)) {
      fill(site);
    }
    execute("DELETE FROM sites WHERE id = ?", removed);
    execute(
        "DELETE FROM organizations WHERE id ="
            + " (SELECT organization_id FROM sites WHERE id = "
            + cascaded
            + ")");
    for (String table : List.of("equipment", "alerts", "events", "maintenance_records")) {
      assertThat(count(table, removed)).as(table).isZero();
      assertThat(count(table, cascaded)).as(table).isZero();
    }
    assertThat(at("2026-11-22T12:00:00Z").run("orphans")).isTrue();
    for (String table :
        List.of(
            "telemetry_readings",
            "telemetry_hourly",
            "telemetry_daily",
            "ingest.latest_readings",
            "ingest.equipment_readings",
            "ingest.batches",
            "ingest.conflicts",
            "rollup.dirty_hours",
            "rollup.dirty_days",
            "alerting.progress",
            "alerting.rule_states",
            "identity.site_keys")) {
      assertThat(count(table, removed)).as(table).isZero();
      assertThat(count(table, cascaded)).as(table).isZero();
    }
    assertThat(count("telemetry_readings", kept)).isEqualTo(1);
    assertThat(count("telemetry_hourly", kept)).isEqualTo(1);
    assertThat(count("ingest.batches", kept)).isEqualTo(1);
  }

  /** At least one row in every table that knows the site. */
  private void fill(long site) {
    data.key(site);
    raw.add(site, Instant.parse("2026-11-22T11:55:00Z"), Map.of(Measure.BATTERY_CHARGE_LEVEL, 5f));
    JobRunner jobs = at("2026-11-22T12:00:00Z");
    jobs.run("rollup-hours");
    jobs.run("rollup-days");
    jobs.run("alerts");
    execute(
        "INSERT INTO rollup.dirty_hours (site_id, hour) VALUES (?, '2026-11-22T11:00:00Z')", site);
    execute("INSERT INTO rollup.dirty_days (site_id, date) VALUES (?, '2026-11-22')", site);
    execute("INSERT INTO equipment (site_id, type, name) VALUES (?, 'battery', 'battery')", site);
    execute(
        "INSERT INTO maintenance_records (site_id, type, title, scheduled_at)"
            + " VALUES (?, 'scheduled', 'x', now())",
        site);
    execute(
        "INSERT INTO ingest.batches (site_id, outbox_id, batch, digest, accepted, duplicate, conflict)"
            + " VALUES (?, 'o', 1, '', 1, 0, 0)",
        site);
    execute(
        "INSERT INTO ingest.conflicts (site_id, \"timestamp\", offered) VALUES (?, now(), '{}')",
        site);
    execute(
        "INSERT INTO ingest.equipment_readings (site_id, equipment_name, \"timestamp\", \"values\")"
            + " VALUES (?, 'battery', '2026-11-22T11:55:00Z', '{}')",
        site);
  }

  @Test
  void removingEquipmentKeepsItsAlertsAndMaintenanceRecords() {
    long site = data.site(data.organization());
    long equipment =
        number(
            "INSERT INTO equipment (site_id, type, name) VALUES (?, 'battery', 'b') RETURNING id",
            site);
    execute(
        "INSERT INTO alerts (site_id, equipment_id, severity, category, code, title, message)"
            + " VALUES (?, ?, 'info', 'battery', 'X', 'x', 'x')",
        site,
        equipment);
    execute(
        "INSERT INTO maintenance_records (site_id, equipment_id, type, title, scheduled_at)"
            + " VALUES (?, ?, 'scheduled', 'x', now())",
        site,
        equipment);
    execute("DELETE FROM equipment WHERE site_id = ? AND id = ?", site, equipment);
    for (String table : List.of("alerts", "maintenance_records")) {
      assertThat(count(table, site)).isEqualTo(1);
    }
    assertThat(
            number(
                "SELECT (SELECT count(equipment_id) FROM alerts WHERE site_id = ?)"
                    + " + (SELECT count(equipment_id) FROM maintenance_records WHERE site_id = ?)",
                site,
                site))
        .isZero();
  }

  @Test
  void closedAlertsSessionsLedgerAndRunsGoWhenTheirTimeIsOver() {
    long site = data.site(data.organization());
    for (String age : List.of("3 years", "1 year")) {
      execute(
          "INSERT INTO alerts (site_id, severity, category, code, title, message, status, resolved_at)"
              + " VALUES (?, 'info', 'battery', 'OLD', 'x', 'x', 'resolved',"
              + " timestamptz '2026-11-22T12:00:00Z' - ?::interval)",
          site,
          age);
    }
    execute(
        "INSERT INTO alerts (site_id, severity, category, code, title, message, created_at)"
            + " VALUES (?, 'info', 'battery', 'OPEN', 'x', 'x', '2020-01-01')",
        site);
    execute(
        "INSERT INTO ingest.batches (site_id, outbox_id, batch, digest, accepted, duplicate, conflict, received_at)"
            + " VALUES (?, 'o', 1, '', 1, 0, 0, '2026-08-01'), (?, 'o', 2, '', 1, 0, 0, '2026-11-01')",
        site,
        site);
    assertThat(at("2026-11-22T12:00:00Z").run("retention")).isTrue();
    assertThat(count("alerts", site)).isEqualTo(2);
    assertThat(count("ingest.batches", site)).isEqualTo(1);
  }
}
