package org.busbar.central.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.busbar.central.alerts.AlertActions.Outcome;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.rollups.RawReadings;
import org.busbar.points.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class AlertEvaluationTest {
  private static final Instant NOW = TestDatabase.NOW;
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Database database;
  private final RawReadings raw;
  private final AlertEvaluation evaluation;
  private final AlertActions actions;
  private final long organization;
  private final long site;

  AlertEvaluationTest(Database database) {
    this.database = database;
    TestData data = new TestData(database);
    this.raw = new RawReadings(database);
    this.evaluation = new AlertEvaluation(database.jdbi(), CLOCK, AlertRules.shipped());
    this.actions = new AlertActions(database.jdbi(), CLOCK);
    this.organization = data.organization();
    this.site = data.site(organization);
  }

  private void charge(long secondsAgo, float percent) {
    raw.add(site, NOW.minusSeconds(secondsAgo), Map.of(Measure.BATTERY_CHARGE_LEVEL, percent));
  }

  private List<Map<String, Object>> alerts() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT id, code, status, message, context::text AS context, resolved_by,"
                            + " acknowledged_by, severity FROM alerts WHERE site_id = ? ORDER BY id",
                        site)
                    .mapToMap()
                    .list());
  }

  private List<String> events() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT type FROM events WHERE site_id = ? ORDER BY id", site)
                    .mapTo(String.class)
                    .list());
  }

  private long onlyAlert() {
    return (Long) alerts().get(alerts().size() - 1).get("id");
  }

  @Test
  void aBadReadingRaisesWithMessageContextAndEvent() throws JsonProcessingException {
    charge(20, 20.0f);
    evaluation.run();
    assertThat(alerts()).isEmpty();
    charge(10, 19.5f);
    evaluation.run();
    assertThat(alerts()).hasSize(1);
    Map<String, Object> alert = alerts().get(0);
    assertThat(alert)
        .containsEntry("code", "BATTERY_LOW")
        .containsEntry("status", "active")
        .containsEntry("severity", "warning")
        .containsEntry("message", "Battery Charge Low: 19.5 (threshold: 20)");
    long readingId =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select(
                            "SELECT id FROM telemetry_readings WHERE site_id = ? AND battery_charge_level < 20",
                            site)
                        .mapTo(Long.class)
                        .one());
    assertThat(new ObjectMapper().readTree((String) alert.get("context")))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"thresholdValue\": 20.0, \"actualValue\": 19.5, \"telemetryId\": "
                        + readingId
                        + ", \"unit\": \"%\"}"));
    assertThat(events()).containsExactly("alert_created");
  }

  @Test
  void belowTenPercentBothBatteryRulesFireInOneRunOverManyReadings() {
    charge(30, 10.0f);
    charge(20, 9.9f);
    charge(10, 9.8f);
    evaluation.run();
    assertThat(alerts())
        .extracting(alert -> alert.get("code"))
        .containsExactlyInAnyOrder("BATTERY_LOW", "BATTERY_CRITICAL");
  }

  @Test
  void anAcknowledgedAlertIsNotDuplicatedByTheNextBadReading() {
    charge(30, 15f);
    evaluation.run();
    assertThat(actions.acknowledge(organization, site, onlyAlert(), "ana")).isEqualTo(Outcome.DONE);
    assertThat(actions.acknowledge(organization, site, onlyAlert(), "ben"))
        .isEqualTo(Outcome.NOT_POSSIBLE);
    charge(20, 14f);
    evaluation.run();
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0))
        .containsEntry("status", "acknowledged")
        .containsEntry("acknowledged_by", "ana");
    charge(10, 23f);
    evaluation.run();
    assertThat(alerts().get(0))
        .containsEntry("status", "resolved")
        .containsEntry("resolved_by", "system");
    assertThat(events()).containsExactly("alert_created", "alert_acknowledged", "alert_resolved");
  }

  @Test
  void resolvedByHandRaisesAgainWhileDismissedStaysSilentUntilItCleared() {
    charge(60, 15f);
    evaluation.run();
    assertThat(actions.resolve(organization, site, onlyAlert(), "ana")).isEqualTo(Outcome.DONE);
    charge(50, 15f);
    evaluation.run();
    assertThat(alerts()).hasSize(2);
    assertThat(actions.dismiss(organization, site, onlyAlert(), "ana")).isEqualTo(Outcome.DONE);
    charge(40, 14f);
    evaluation.run();
    assertThat(alerts()).hasSize(2);
    charge(30, 60f);
    charge(20, 15f);
    evaluation.run();
    assertThat(alerts()).hasSize(3);
    assertThat(events())
        .containsExactly(
            "alert_created", "alert_resolved", "alert_created", "user_action", "alert_created");
  }

  @Test
  void anotherOrganizationsAlertIsNotFound() {
    charge(10, 15f);
    evaluation.run();
    assertThat(actions.acknowledge(organization + 1000, site, onlyAlert(), "eve"))
        .isEqualTo(Outcome.NOT_FOUND);
    assertThat(alerts().get(0)).containsEntry("status", "active");
  }

  @Test
  void lateReadingsNeverRaise() {
    charge(16 * 60, 5f);
    evaluation.run();
    assertThat(alerts()).isEmpty();
    charge(60, 80f);
    evaluation.run();
    // Older than what was judged already, though only two minutes old.
    charge(120, 5f);
    evaluation.run();
    charge(30, 80f);
    evaluation.run();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void aMissingMeasureNeverRaisesAndNeverResolves() {
    raw.add(site, NOW.minusSeconds(50), Map.of());
    evaluation.run();
    charge(40, 15f);
    evaluation.run();
    raw.add(site, NOW.minusSeconds(30), Map.of(Measure.GRID_FREQUENCY, 60f));
    evaluation.run();
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0)).containsEntry("status", "active");
  }

  @Test
  void eightEvaluationsAtOnceRaiseOneAlertAndOneEvent() throws Exception {
    charge(60, 15f);
    charge(50, 14f);
    CyclicBarrier start = new CyclicBarrier(8);
    Callable<AlertEvaluation.Outcome> node =
        () -> {
          start.await();
          return evaluation.run();
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<AlertEvaluation.Outcome>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(threads.submit(node));
      }
      int raised = 0;
      for (Future<AlertEvaluation.Outcome> run : runs) {
        raised += run.get().raised();
        assertThat(run.get().failures()).isZero();
      }
      assertThat(raised).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(alerts()).hasSize(1);
    assertThat(events()).containsExactly("alert_created");
  }

  @Test
  void aSiteWhoseRowsCannotBeWrittenDoesNotStopTheOthers() {
    long other = new TestData(database).site(organization);
    raw.add(other, NOW.minusSeconds(9), Map.of(Measure.BATTERY_CHARGE_LEVEL, 12f));
    charge(10, 12f);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "ALTER TABLE alerts ADD CONSTRAINT poisoned CHECK (site_id <> "
                        + other
                        + ") NOT VALID"));
    assertThat(evaluation.run().failures()).isEqualTo(1);
    assertThat(alerts()).hasSize(1);
    database
        .jdbi()
        .useHandle(handle -> handle.execute("ALTER TABLE alerts DROP CONSTRAINT poisoned"));
    assertThat(evaluation.run().raised()).isEqualTo(1);
  }

  @Test
  void aThresholdThatIsNoNumberIsCountedAndTheDefaultHolds() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE sites SET config = '{\"alertThresholds\": {\"batteryLowPercent\": \"x\"}}'"
                        + " WHERE id = ?",
                    site));
    charge(10, 19f);
    AlertEvaluation.Outcome outcome = evaluation.run();
    assertThat(outcome.failures()).isEqualTo(1);
    assertThat(outcome.raised()).isEqualTo(1);
  }
}
