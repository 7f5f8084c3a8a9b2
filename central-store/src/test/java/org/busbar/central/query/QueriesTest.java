package org.busbar.central.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.busbar.central.SampleFleet;
import org.busbar.central.db.Database;
import org.busbar.central.db.Sql;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every named query runs, answers what it says, within the tenant, by indexes. */
@ExtendWith(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueriesTest {
  private static final Instant NOW = TestDatabase.NOW;
  private static final int CROWD = 30;

  private Database database;
  private NamedQueries queries;
  private long organization;
  private long stranger;
  private long withData;
  private long withoutData;
  private long strangersSite;

  @BeforeAll
  void seed(Database given) {
    database = given;
    SampleFleet fleet = new SampleFleet(database, NOW);
    organization = fleet.organization("mine");
    stranger = fleet.organization("theirs");
    withData = fleet.site(organization, "with data");
    withoutData = fleet.site(organization, "without data");
    strangersSite = fleet.site(stranger, "of a stranger");
    fleet.day(withData, Duration.ofMinutes(2), 62);
    fleet.day(strangersSite, Duration.ofMinutes(2), 99);
    fleet.alert(withData, "warning", "Older Warning", "w", Duration.ofHours(2));
    fleet.alert(withData, "warning", "Newer Warning", "w", Duration.ofHours(1));
    fleet.alert(withoutData, "critical", "Critical", "c", Duration.ofHours(3));
    fleet.alert(strangersSite, "critical", "Of a stranger", "c", Duration.ofHours(3));
    execute(
        "INSERT INTO equipment (site_id, type, name, capacity, health_score) VALUES (:site, 'battery', 'rack', 80, 91),"
            + " (:site, 'inverter', 'inverter-1', 15, 40)",
        withData);
    execute(
        "UPDATE alerts SET equipment_id = (SELECT id FROM equipment WHERE site_id = :site AND name = 'rack')"
            + " WHERE site_id = :site AND title = 'Newer Warning'",
        withData);
    queries = new NamedQueries(database, withData);
    crowd();
  }

  /** Thirty sites with 40 days of readings, so that the planner has a reason to use indexes. */
  private void crowd() {
    execute(
        "SELECT partitions.ensure_month(parent, m) FROM partitions.partitioned,"
            + " generate_series(TIMESTAMPTZ '2026-10-01Z', '2026-11-01Z', interval '1 month') m WHERE :site > 0",
        1);
    execute(
        "INSERT INTO telemetry_readings (site_id, timestamp, solar_power_kw, battery_soh)"
            + " SELECT 1000 + s, t, 1, 99 FROM generate_series(1, :site) s, generate_series(TIMESTAMPTZ"
            + " '2026-10-12Z', '2026-11-21Z', interval '15 minutes') t",
        CROWD);
    execute(
        "INSERT INTO telemetry_hourly (site_id, timestamp, reading_count, coverage_percent)"
            + " SELECT site_id, date_trunc('hour', timestamp, 'UTC'), count(*), 100 FROM telemetry_readings"
            + " WHERE site_id > :site GROUP BY 1, 2",
        1000);
    execute("ANALYZE", null);
  }

  static List<String> names() throws IOException {
    return NamedQueries.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyQueryRunsAndSaysWhatItAnswers(String name) {
    String text = Sql.load(name);

    assertThat(text).startsWith("-- ").contains("psql ");
    if (!NamedQueries.parameters(name).isEmpty()) {
      assertThat(text.lines().filter(line -> !line.startsWith("--")).findFirst().orElseThrow())
          .startsWith("WITH ");
    }
    // pg_stat_statements is not preloaded here: the answer to that is its own query.
    if (!name.equals("queries/slow_queries")) {
      assertThat(rows(name, organization)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void noQueryShowsAnotherTenant(String name) {
    if (name.equals("queries/slow_queries") || !Sql.load(name).contains(":organization_id")) {
      return;
    }
    assertThat(rows(name, organization).toString())
        .doesNotContain("of a stranger", "Of a stranger", "theirs");
    assertThat(rows(name, stranger, "{" + withData + "}").toString()).doesNotContain("with data");
  }

  @Test
  void everyDocumentedQuestionHasItsFile() throws IOException {
    assertThat(names())
        .contains(
            "queries/latest_readings",
            "queries/active_alerts",
            "queries/system_performance",
            "queries/slow_queries",
            "queries/database_size",
            "queries/database_growth",
            "queries/unused_indexes",
            "queries/missing_indexes",
            "queries/connections",
            "queries/organization_overview",
            "queries/site_hourly",
            "queries/daily_energy",
            "queries/battery_health",
            "queries/site_with_equipment",
            "queries/equipment_by_type",
            "queries/equipment_health",
            "reports/monthly_energy");
  }

  @Test
  void slowQueriesSayWhetherTheyAreAvailable() {
    assertThat(rows("queries/slow_queries_available", 0))
        .containsExactly(Map.of("available", false));
  }

  @Test
  void latestReadingsHaveOneRowForEverySiteWithOrWithoutData() {
    List<Map<String, Object>> rows = rows("queries/latest_readings", organization);

    assertThat(rows).extracting(row -> row.get("site_id")).containsExactly(withData, withoutData);
    assertThat(rows.get(0).keySet())
        .containsExactlyInAnyOrder(
            "site_id",
            "site_name",
            "timestamp",
            "battery_charge_level",
            "battery_voltage",
            "solar_power_kw",
            "grid_power_kw",
            "load_power_kw");
    assertThat(rows.get(0)).containsEntry("battery_charge_level", 62f);
    assertThat(rows.get(1)).containsEntry("timestamp", null);
  }

  @Test
  void activeAlertsComeWorstFirstThenNewest() {
    assertThat(rows("queries/active_alerts", organization))
        .extracting(row -> row.get("title"))
        .containsExactly("Critical", "Newer Warning", "Older Warning");
    assertThat(rows("queries/active_alerts", organization).get(1))
        .containsEntry("equipment_name", "rack")
        .containsEntry("site_name", "with data");
  }

  @Test
  void systemPerformanceCountsActiveAlertsBySeverity() {
    List<Map<String, Object>> rows = rows("queries/system_performance", organization);

    assertThat(rows.get(0))
        .containsEntry("warning_alerts", 2)
        .containsEntry("critical_alerts", 0)
        .containsEntry("error_alerts", 0);
    assertThat(rows.get(1)).containsEntry("critical_alerts", 1);
  }

  @Test
  void aListOfAllowedSitesLimitsEveryAnswer() {
    assertThat(rows("queries/latest_readings", organization, "{" + withoutData + "}")).hasSize(1);
    assertThat(rows("queries/latest_readings", organization, "{}")).isEmpty();
    assertThat(rows("queries/organization_overview", organization, "{" + withoutData + "}"))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("sites", 1).containsEntry("open_alerts", 1));
  }

  @Test
  void monthlyReportEndsWithTheTotal() {
    List<Map<String, Object>> rows = rows("reports/monthly_energy", organization);

    assertThat(rows).hasSize(3);
    assertThat(rows.get(2)).containsEntry("site_id", null).containsEntry("site_name", "Total");
    assertThat(rows.get(2).get("solar_kwh")).isEqualTo(rows.get(0).get("solar_kwh"));
  }

  @Test
  void equipmentHealthShowsTheWorstFirstWithItsAlerts() {
    List<Map<String, Object>> rows = rows("queries/equipment_health", organization);

    assertThat(rows).extracting(row -> row.get("name")).containsExactly("inverter-1", "rack");
    assertThat(rows.get(1)).containsEntry("active_alerts", 1);
  }

  @Test
  void batteryHealthTakesTheLastStateOfHealthOfEachLocalDay() {
    assertThat(rows("queries/battery_health", organization))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).containsEntry("battery_soh", 98.5f));
  }

  @Test
  void aPartitionedTableShowsTheSumOfItsPartitions() {
    Map<String, Object> readings =
        rows("queries/database_size", 0).stream()
            .filter(row -> "telemetry_readings".equals(row.get("table_name")))
            .findFirst()
            .orElseThrow();

    assertThat((Integer) readings.get("partitions")).isGreaterThanOrEqualTo(13);
    assertThat((Long) readings.get("total_bytes")).isGreaterThan(5_000_000);
    assertThat((Long) readings.get("estimated_rows")).isGreaterThan(100_000);
  }

  @Test
  void everyColumnOfEveryViewIsCommented() {
    List<String> bare =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                                + " WHERE c.relnamespace = 'reporting'::regnamespace AND a.attnum > 0"
                                + " AND col_description(c.oid, a.attnum) IS NULL")
                        .mapTo(String.class)
                        .list());

    assertThat(bare).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queries/fleet",
        "queries/fleet_sparklines",
        "queries/latest_readings",
        "queries/active_alerts",
        "queries/alerts_version",
        "queries/system_performance",
        "queries/organization_overview",
        "queries/site_series",
        "queries/site_series_hourly",
        "queries/site_hourly",
        "queries/battery_health"
      })
  void dashboardQueriesScanNoPartitionSequentially(String name) {
    String plan = queries.plan(name, organization);

    assertThat(plan).doesNotContain("Seq Scan on telemetry_readings");
    assertThat(plan).doesNotContain("Seq Scan on telemetry_hourly");
  }

  private List<Map<String, Object>> rows(String name, long organizationId) {
    return queries.rows(name, organizationId, null);
  }

  private List<Map<String, Object>> rows(String name, long organizationId, String siteIds) {
    return queries.rows(name, organizationId, siteIds);
  }

  private void execute(String sql, Object site) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              if (site == null) {
                handle.execute(sql);
              } else if (sql.startsWith("SELECT")) {
                handle.createQuery(sql).bind("site", site).mapToMap().list();
              } else {
                handle.createUpdate(sql).bind("site", site).execute();
              }
            });
  }
}
