package org.busbar.central.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.busbar.central.Central;
import org.busbar.central.SampleFleet;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** The dashboard as a person sees it. */
@ExtendWith(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardPageTest {
  private static final String PAYLOAD = "<img src=x onerror=\"document.title='owned'\">";
  private static final String EMAIL = "mara@example.org";

  private final Clock clock = SampleFleet.clock();
  private Database database;
  private SampleFleet fleet;
  private Central central;
  private String base;
  private long site;
  private long hostile;
  private Browser browser;

  @BeforeAll
  void start(Database given) {
    database = given;
    fleet = new SampleFleet(database, clock.instant());
    long organization = fleet.organization("Spree Energie");
    fleet.user(organization, EMAIL, "operator");
    site = fleet.site(organization, "Berlin Adlershof");
    hostile = fleet.site(organization, PAYLOAD);
    fleet.day(site, Duration.ofMinutes(3), 61.5);
    fleet.day(hostile, Duration.ofMinutes(3), 44.4);
    central = Central.start(ServerConfig.loopback(), database, clock);
    base = "http://127.0.0.1:" + central.port();
  }

  @AfterAll
  void stop() {
    central.close();
  }

  @BeforeEach
  void openBrowser() throws Exception {
    browser = new Browser();
  }

  @AfterEach
  void closeBrowser() throws Exception {
    browser.close();
  }

  @Test
  void aWrongPasswordIsRefusedAndARightOneLeadsToWhereOneWanted() {
    browser.open(base + "/dashboard?site=" + hostile);
    browser.type("#email", EMAIL);
    browser.type("#password", "wrong");
    browser.find("button.primary").click();
    browser.awaitText("[role=alert]", "E-mail address or password is wrong.");

    browser.type("#password", SampleFleet.PASSWORD);
    browser.find("button.primary").click();
    browser.awaitText("h1", "BMS Dashboard");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/dashboard?site=" + hostile);
  }

  @Test
  void latestValuesChartAndBadgeAreShownWithoutAComplaint() {
    signIn();

    assertThat(browser.text(row(site, "charge"))).isEqualTo("61.5 %");
    assertThat(browser.text(row(site, "connectivity"))).isEqualTo("online");
    assertThat(browser.text(row(site, "load"))).endsWith("kW");
    assertThat(browser.text(row(site, "age"))).startsWith("3 min");
    browser.find("#chart canvas");
    browser.awaitText("#chart .u-legend", "Solar (kW)");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aNewReadingAppearsWithoutReload() throws Exception {
    signIn();
    browser.driver().executeScript("window.notReloaded = true");
    ingest(73.3, -4.2);

    browser.awaitText(row(site, "charge"), "73.3 %");
    browser.awaitText(row(site, "grid"), "4.2 kW");
    browser.awaitText(row(site, "gridWord"), "export");
    browser.awaitText(row(site, "age"), " s");
    assertThat(browser.driver().executeScript("return window.notReloaded")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aHostileNameStaysTextEvenWhenItArrivesLive() {
    signIn();
    central.feed().publish(hostile);
    fleet.alert(hostile, "info", PAYLOAD, PAYLOAD, Duration.ZERO);

    browser.awaitText("#alerts", PAYLOAD);
    assertThat(browser.text(row(hostile, "name"))).isEqualTo(PAYLOAD);
    assertThat(browser.all("main img")).isEmpty();
    assertThat(browser.driver().getTitle()).isEqualTo("BMS Dashboard · Busbar");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anAlertAppearsByItselfAndIsAcknowledgedInPlace() {
    signIn();
    fleet.alert(
        site,
        "critical",
        "Battery Charge Critical",
        "Battery Charge Critical: 9.9 (threshold: 10)",
        Duration.ofMinutes(2));
    browser.awaitText("#alerts", "Battery Charge Critical: 9.9 (threshold: 10)");
    browser.awaitText("#alerts .severity.critical", "critical");

    browser.find("#alerts [aria-label='Acknowledge Battery Charge Critical']").click();
    browser.awaitText("#alerts", "Acknowledged by " + EMAIL);
    assertThat(
            browser
                .driver()
                .findElements(By.cssSelector("[aria-label='Acknowledge Battery Charge Critical']")))
        .isEmpty();
    List<String> events =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT actor_id FROM events WHERE type = 'alert_acknowledged'")
                        .mapTo(String.class)
                        .list());
    assertThat(events).containsExactly(EMAIL);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theTableIsFilteredByName() {
    signIn();
    browser.type("#find-site", "adlers");

    browser.waiting().until(d -> !browser.find("tr[data-site='" + hostile + "']").isDisplayed());
    assertThat(browser.find("tr[data-site='" + site + "']").isDisplayed()).isTrue();
  }

  @Test
  void whoSignsOutIsOut() {
    signIn();
    browser.find(".person button").click();
    browser.find("#password");
    browser.open(base + "/dashboard");

    assertThat(browser.driver().getCurrentUrl()).contains("/login");
  }

  private void signIn() {
    browser.signIn(base, EMAIL, SampleFleet.PASSWORD);
    browser.awaitText("#connection", "Live");
  }

  private void ingest(double charge, double gridKw) throws Exception {
    String body =
        String.format(
            Locale.ROOT,
            "{\"siteId\": %d, \"timestamp\": \"%s\", \"batteryChargeLevel\": %.1f, \"gridPowerKw\": %.1f}",
            site,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            charge,
            gridKw);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(base + "/api/telemetry"))
                    .header("Authorization", "Bearer " + new TestData(database).key(site))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"success\":true");
  }

  private static String row(long siteId, String field) {
    return "tr[data-site='%d'] [data-field='%s']".formatted(siteId, field);
  }
}
