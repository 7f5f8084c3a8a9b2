package org.busbar.central.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.http.CentralServer;
import org.busbar.points.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class CronRoutesTest {
  private final Database database;

  CronRoutesTest(Database database) {
    this.database = database;
  }

  private HttpResponse<String> call(String secret, String authorization, String now)
      throws IOException, InterruptedException {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    Rollups rollups = new Rollups(database.jdbi(), clock, Rollups.BUCKET_LIMIT);
    try (CentralServer server =
        CentralServer.start("127.0.0.1", 0, 1000, List.of(new CronRoutes(rollups, secret)))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + server.port() + "/api/cron/hourly"));
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
  }

  @Test
  void rollsUpTheLastWholeHourOfEverySite() throws IOException, InterruptedException {
    TestData data = new TestData(database);
    RawReadings raw = new RawReadings(database);
    long berlin = data.site(data.organization());
    long kathmandu = data.site(data.organization(), "Asia/Kathmandu");
    for (String time : List.of("10:59:59", "11:00:00", "11:59:59", "12:00:00")) {
      Instant measured = Instant.parse("2026-11-21T" + time + "Z");
      raw.add(berlin, measured, Map.of(Measure.GRID_POWER_KW, 1f));
      raw.add(kathmandu, measured, Map.of(Measure.GRID_POWER_KW, 1f));
    }
    HttpResponse<String> answer = call("s3cret", "Bearer s3cret", "2026-11-21T12:34:00Z");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    for (long site : List.of(berlin, kathmandu)) {
      assertThat(raw.hourlyRows(site)).containsOnlyKeys(Instant.parse("2026-11-21T11:00:00Z"));
      assertThat(raw.hourlyRows(site).values().iterator().next()).containsEntry("reading_count", 2);
    }
  }

  @Test
  void theLastWholeHourAfterMidnightIsOfTheDayBefore() throws IOException, InterruptedException {
    TestData data = new TestData(database);
    RawReadings raw = new RawReadings(database);
    long site = data.site(data.organization());
    raw.add(site, Instant.parse("2026-12-31T23:59:00Z"), Map.of(Measure.GRID_POWER_KW, 1f));
    assertThat(call("s", "Bearer s", "2027-01-01T00:00:00Z").statusCode()).isEqualTo(200);
    assertThat(raw.hourlyRows(site)).containsOnlyKeys(Instant.parse("2026-12-31T23:00:00Z"));
  }

  @Test
  void refusesWhoDoesNotKnowTheSecret() throws IOException, InterruptedException {
    for (String header :
        new String[] {null, "", "Bearer ", "Bearer wrong", "s3cret", "Basic s3cret"}) {
      HttpResponse<String> answer = call("s3cret", header, "2026-11-21T12:34:00Z");
      assertThat(answer.statusCode()).as("%s", header).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Unauthorized\"}");
    }
  }

  @Test
  void anUnsetSecretRefusesEveryone() throws IOException, InterruptedException {
    for (String header : new String[] {null, "Bearer ", "Bearer null"}) {
      assertThat(call(null, header, "2026-11-21T12:34:00Z").statusCode()).isEqualTo(401);
    }
  }
}
