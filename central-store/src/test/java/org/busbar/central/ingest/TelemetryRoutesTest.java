package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.busbar.points.Measure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class TelemetryRoutesTest {
  private static final String SAMPLE =
      """
      {"siteId": %d, "timestamp": "2025-10-29T12:00:00Z", "batteryVoltage": 502.5,
       "batteryCurrent": 45.2, "batteryChargeLevel": 85.5, "batteryTemperature": 25.3,
       "batteryStateOfHealth": 98.5, "solarPowerKw": 18.5, "gridPowerKw": -2.5, "loadPowerKw": 16.0}
      """;

  private IngestHttp http;

  @BeforeEach
  void start(Database database) {
    ServerConfig base = ServerConfig.loopback();
    http =
        new IngestHttp(
            database,
            new ServerConfig(base.host(), 0, null, true, base.limits(), base.retention()));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void theSampleIsStoredToTheLetter() {
    Answer answer = http.telemetry(SAMPLE.formatted(http.site), "");
    assertThat(answer.status()).isEqualTo(200);
    long id = http.number("SELECT id FROM telemetry_readings WHERE site_id = " + http.site);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"readingId\":" + id + "}");
    String nulls =
        Stream.of(Measure.values())
            .map(m -> "(" + m.column() + " IS NULL)::int")
            .collect(Collectors.joining("+"));
    assertThat(
            http.number(
                "SELECT "
                    + nulls
                    + " FROM telemetry_readings WHERE metadata IS NULL AND site_id = "
                    + http.site))
        .isEqualTo(13);
    assertThat(
            http.text(
                "SELECT format('%s %s %s %s', battery_voltage, grid_power_kw, load_power_kw, tableoid::regclass)"
                    + " FROM telemetry_readings WHERE site_id = "
                    + http.site))
        .isEqualTo("502.5 -2.5 16 telemetry_readings_202510");
    assertThat(http.count("alerts")).isZero();
  }

  @Test
  void aDuplicateIsReportedAndNothingIsOverwritten() {
    String body = SAMPLE.formatted(http.site);
    long id = http.telemetry(body, "").json().get("readingId").asLong();
    Answer again = http.telemetry(body, "");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body())
        .isEqualTo("{\"success\":true,\"duplicate\":true,\"readingId\":" + id + "}");
    Answer other = http.telemetry(body.replace("502.5", "400"), "");
    assertThat(other.json().get("duplicate").asBoolean()).isTrue();
    assertThat(other.json().get("conflict").asBoolean()).isTrue();
    assertThat(
            http.number(
                "SELECT battery_voltage FROM telemetry_readings WHERE site_id = " + http.site))
        .isEqualTo(502);
    assertThat(http.count("ingest.conflicts")).isEqualTo(1);
  }

  @Test
  void missingSiteOrTimestampIsAnsweredToTheLetter() {
    for (String body :
        new String[] {
          "{}",
          "{\"siteId\":1}",
          "{\"timestamp\":\"2025-10-29T12:00:00Z\"}",
          "{\"siteId\":null,\"timestamp\":null}"
        }) {
      Answer answer = http.telemetry(body, "");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Missing required fields\"}");
    }
  }

  @Test
  void eachMeasureIsCheckedAndNamed() {
    for (Measure measure : Measure.values()) {
      for (String value : new String[] {"\"1\"", "1e400", "true", "1000000", "-1000000"}) {
        Answer answer =
            http.telemetry(
                "{\"siteId\":%d,\"timestamp\":\"2026-11-22T11:00:00Z\",\"%s\":%s}"
                    .formatted(http.site, measure.jsonKey(), value),
                "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).contains(measure.jsonKey());
      }
    }
    assertThat(http.count("telemetry_readings")).isZero();
  }

  @Test
  void badJsonBadTimesAndUnknownSitesAreRefused() {
    assertThat(http.telemetry("{nope", "").status()).isEqualTo(400);
    assertThat(http.telemetry("[]", "").status()).isEqualTo(400);
    assertThat(http.telemetry("", "").status()).isEqualTo(400);
    assertThat(http.telemetry("{\"x\":\"" + "y".repeat(2_000_000) + "\"}", "").status())
        .isEqualTo(413);
    assertThat(http.telemetry(SAMPLE.formatted(http.site) + "x", "").status()).isEqualTo(400);
    String body = SAMPLE.formatted(http.site);
    assertThat(http.telemetry(body.replace("2025-10-29T12:00:00Z", "yesterday"), "").status())
        .isEqualTo(400);
    assertThat(http.telemetry(body.replace("T12:00:00Z", "T12:00:00"), "").status()).isEqualTo(400);
    Answer old = http.telemetry(body.replace("2025-10-29", "2020-10-29"), "");
    assertThat(old.status()).isEqualTo(422);
    assertThat(old.json().get("error").asText()).contains("retention of 25 months");
    assertThat(http.telemetry(body.replace("2025-10-29", "2999-10-29"), "").status())
        .isEqualTo(422);
    assertThat(http.telemetry(SAMPLE.formatted(999_999_999), "").status()).isEqualTo(404);
    assertThat(http.count("telemetry_readings")).isZero();
  }

  @Test
  void aKeyIsNeededUnlessTheRouteIsOpenAndBindsToItsSite(Database database) {
    long sibling = http.data.site(http.organization);
    long foreign = http.data.site(http.data.organization());
    try (IngestHttp closed = new IngestHttp(database)) {
      assertThat(closed.telemetry(SAMPLE.formatted(http.site), "").status()).isEqualTo(401);
      assertThat(closed.telemetry(SAMPLE.formatted(sibling), http.key).status()).isEqualTo(403);
      assertThat(closed.telemetry(SAMPLE.formatted(foreign), http.key).status()).isEqualTo(404);
      assertThat(closed.telemetry(SAMPLE.formatted(http.site), http.key).status()).isEqualTo(200);
    }
    assertThat(
            http.number(
                "SELECT count(*) FROM telemetry_readings WHERE site_id IN (%d, %d)"
                    .formatted(sibling, foreign)))
        .isZero();
  }

  @Test
  void anotherZoneIsTheSameInstant() {
    String body = SAMPLE.formatted(http.site);
    http.telemetry(body, "");
    Answer again = http.telemetry(body.replace("T12:00:00Z", "T17:45:00+05:45"), "");
    assertThat(again.json().get("duplicate").asBoolean()).isTrue();
  }
}
