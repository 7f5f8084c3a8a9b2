package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.busbar.central.Central;
import org.busbar.central.SampleFleet;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardHttpTest {
  private static final String PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

  private Database database;
  private Central central;
  private SampleFleet fleet;
  private long site;
  private long strangersSite;
  private long strangersAlert;

  @BeforeAll
  void start(Database given) {
    database = given;
    fleet = new SampleFleet(database, TestDatabase.NOW);
    long organization = fleet.organization("mine");
    for (String role : new String[] {"owner", "admin", "operator", "viewer"}) {
      fleet.user(organization, role + "@example.org", role);
    }
    site = fleet.site(organization, PAYLOAD);
    fleet.site(organization, "Bare site");
    fleet.day(site, Duration.ofMinutes(1), 66.6);
    fleet.user(organization, "half@example.org", "owner");
    update(
        "UPDATE organization_users SET site_access = '{\"siteIds\": []}' WHERE email = 'half@example.org'");
    long stranger = fleet.organization("theirs");
    fleet.user(stranger, "stranger@example.org", "owner");
    strangersSite = fleet.site(stranger, "Secret bunker");
    fleet.day(strangersSite, Duration.ofMinutes(1), 33.3);
    strangersAlert =
        fleet.alert(strangersSite, "critical", "Secret alert", "m", Duration.ofMinutes(1));
    central = Central.start(ServerConfig.loopback(), database, SampleFleet.clock());
  }

  @AfterAll
  void stop() {
    central.close();
  }

  @Test
  void theDashboardShowsHeadingLatestReadingsAndAlertsWithoutAnyScript() throws Exception {
    fleet.alert(site, "warning", "Battery Charge Low", "m: 19.5 (threshold: 20)", Duration.ZERO);
    String page = visitor("viewer").get("/dashboard").body().replace('\u00a0', ' ');

    assertThat(page)
        .contains("<h1>BMS Dashboard</h1>")
        .contains("66.6 %")
        .contains("Bare site")
        .contains("Battery Charge Low")
        .contains("m: 19.5 (threshold: 20)");
  }

  @Test
  void textsOfStrangersAreEscaped() throws Exception {
    String page = visitor("viewer").get("/dashboard").body();

    assertThat(page)
        .doesNotContain("<script>alert", "<img src=x")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login",
        "/dashboard",
        "/dashboard/alerts",
        "/api/v1/latest",
        "/api/v1/alerts?status=open",
        "/nothing/here",
        "/assets/js/dashboard.js",
        "/assets/../secret",
        "/health/live"
      })
  void everyAnswerCarriesThePolicy(String path) throws Exception {
    HttpResponse<String> answer = visitor("viewer").get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    if (!path.startsWith("/assets/js")) {
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
    if (answer.headers().firstValue("Content-Type").orElse("").contains("html")) {
      assertThat(answer.body())
          .doesNotContain("style=\"")
          .doesNotContainPattern("<script>|onclick=");
    }
  }

  @Test
  void noTenantSeesAnother() throws Exception {
    Visitor me = visitor("owner");

    for (String path : new String[] {"/dashboard", "/api/v1/latest", "/api/v1/alerts"}) {
      assertThat(me.get(path).body()).doesNotContain("Secret");
    }
    assertThat(me.get("/dashboard?site=" + strangersSite).body()).doesNotContain("Secret");
    assertThat(me.get("/api/v1/sites/" + strangersSite + "/series").statusCode()).isEqualTo(404);
    assertThat(me.get("/api/v1/sites/999999/series").body())
        .isEqualTo(me.get("/api/v1/sites/" + strangersSite + "/series").body());
    HttpResponse<String> acknowledged =
        me.post(
            "/alerts/%d/%d/acknowledge".formatted(strangersSite, strangersAlert),
            Map.of("csrf", me.csrf()));
    assertThat(acknowledged.statusCode()).isEqualTo(404);
    assertThat(status(strangersAlert)).isEqualTo("active");
  }

  @Test
  void aSiteThatIsNotAllowedIsNotThere() throws Exception {
    Visitor half = visitor("half");

    assertThat(half.get("/api/v1/latest").body()).isEqualTo("[]");
    assertThat(half.get("/api/v1/alerts").body()).isEqualTo("[]");
    assertThat(half.get("/api/v1/sites/" + site + "/series").statusCode()).isEqualTo(404);
    assertThat(half.get("/dashboard").body()).contains("No sites yet", "No open alerts");
  }

  @ParameterizedTest
  @CsvSource({"owner, 303", "admin, 303", "operator, 303", "viewer, 403"})
  void acknowledgingNeedsTheRole(String role, int expected) throws Exception {
    long alert = fleet.alert(site, "info", "For " + role, "m", Duration.ZERO);
    Visitor visitor = visitor(role);
    HttpResponse<String> answer =
        visitor.post(
            "/alerts/%d/%d/acknowledge".formatted(site, alert), Map.of("csrf", visitor.csrf()));

    assertThat(answer.statusCode()).isEqualTo(expected);
    assertThat(status(alert)).isEqualTo(expected == 303 ? "acknowledged" : "active");
    assertThat(visitor.get("/dashboard").body().contains(">Acknowledge<"))
        .isEqualTo(
            !role.equals("viewer") && visitor.get("/api/v1/alerts").body().contains("\"active\""));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, http://evil.example",
    "Origin, null",
    "X-Nothing, at-all"
  })
  void aChangeThatDoesNotComeFromOurPagesIsRefused(String header, String value) throws Exception {
    Visitor visitor = visitor("owner");
    String path = "/alerts/%d/1/acknowledge".formatted(site);
    Map<String, String> form = Map.of("csrf", visitor.csrf());

    assertThat(visitor.send(visitor.form(path, form).header(header, value).build()).statusCode())
        .isEqualTo(403);
    assertThat(
            visitor
                .send(
                    visitor
                        .form(
                            "/login",
                            Map.of("email", "owner@example.org", "password", SampleFleet.PASSWORD))
                        .header(header, value)
                        .build())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aChangeNeedsTheTokenOfTheSession() throws Exception {
    Visitor visitor = visitor("owner");
    long alert = fleet.alert(site, "info", "Token", "m", Duration.ZERO);
    String path = "/alerts/%d/%d/acknowledge".formatted(site, alert);

    assertThat(visitor.post(path, Map.of()).statusCode()).isEqualTo(403);
    assertThat(visitor.post(path, Map.of("csrf", visitor("admin").csrf())).statusCode())
        .isEqualTo(403);
    assertThat(visitor.post("/logout", Map.of()).statusCode()).isEqualTo(403);
    assertThat(status(alert)).isEqualTo("active");
  }

  @Test
  void aBrowserWithoutFetchMetadataIsKnownByItsOrigin() throws Exception {
    Visitor visitor = visitor("owner");
    String origin = "http://127.0.0.1:" + central.port();

    assertThat(
            visitor
                .send(
                    visitor
                        .form("/logout", Map.of("csrf", visitor.csrf()))
                        .header("Origin", origin)
                        .build())
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void seriesAreBoundedAndRefusalsSayWhy() throws Exception {
    Visitor visitor = visitor("viewer");
    String path = "/api/v1/sites/" + site + "/series";

    HttpResponse<String> day = visitor.get(path);
    assertThat(day.statusCode()).isEqualTo(200);
    assertThat(day.body()).contains("\"timezone\":\"Europe/Berlin\"", "\"bucketSeconds\":300");
    assertThat(visitor.get(path + "?from=2020-01-01T00:00:00Z").statusCode()).isEqualTo(422);
    assertThat(visitor.get(path + "?from=yesterday").statusCode()).isEqualTo(400);
    assertThat(visitor.get("/api/v1/sites/1%20OR%201=1/series").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/api/v1/alerts?status=all").statusCode()).isEqualTo(400);
  }

  @Test
  void dataNeedASession() throws Exception {
    Visitor nobody = new Visitor(central.port());

    for (String path : new String[] {"/api/v1/latest", "/api/v1/alerts", "/api/v1/stream"}) {
      assertThat(nobody.get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  private Visitor visitor(String who) throws Exception {
    return Visitor.signedIn(central.port(), who + "@example.org");
  }

  private String status(long alert) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT status FROM alerts WHERE id = :id")
                    .bind("id", alert)
                    .mapTo(String.class)
                    .one());
  }

  private void update(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
