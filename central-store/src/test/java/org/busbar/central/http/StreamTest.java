package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

@ExtendWith(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Database database;
  private Central central;
  private SampleFleet fleet;
  private long site;
  private long strangersSite;

  @BeforeAll
  void start(Database given) {
    database = given;
    fleet = new SampleFleet(database, TestDatabase.NOW);
    long organization = fleet.organization("mine");
    fleet.user(organization, "me@example.org", "viewer");
    site = fleet.site(organization, "My site");
    long stranger = fleet.organization("theirs");
    fleet.user(stranger, "stranger@example.org", "viewer");
    strangersSite = fleet.site(stranger, "Their site");
    central = Central.start(ServerConfig.loopback(), database, SampleFleet.clock());
  }

  @AfterAll
  void stop() {
    central.close();
  }

  @Test
  void aReadingReachesThoseWhoMaySeeItAndNobodyElse() throws Exception {
    try (Listener me = listen("me");
        Listener stranger = listen("stranger")) {
      await().atMost(SOON).until(() -> me.heard("My site") && stranger.heard("Their site"));
      fleet.day(site, Duration.ZERO, 77.7);
      central.feed().publish(site);
      await().atMost(SOON).until(() -> me.heard("\"chargeLevel\":77.7"));
      // Their own event comes after mine: had mine gone to them, it would be there by now.
      fleet.day(strangersSite, Duration.ZERO, 22.2);
      central.feed().publish(strangersSite);
      await().atMost(SOON).until(() -> stranger.heard("\"chargeLevel\":22.2"));

      assertThat(stranger.heard("My site") || stranger.heard("77.7")).isFalse();
      assertThat(me.heard("Their site") || me.heard("22.2")).isFalse();
      assertThat(me.headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(me.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
    }
  }

  @Test
  void aReadingThatAnotherNodeTookArrivesToo() throws Exception {
    try (Central other = Central.start(ServerConfig.loopback(), database, SampleFleet.clock());
        Listener here = listen("me")) {
      await().atMost(SOON).until(() -> here.heard("My site"));
      // Told again until heard: the node may not listen yet when it is told first.
      await()
          .atMost(SOON)
          .until(
              () -> {
                int before = here.count("event: latest");
                other.feed().publish(site);
                await()
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> here.count("event: latest") > before);
                return true;
              });
    }
  }

  @Test
  void aRaisedAlertIsAnnounced() throws Exception {
    try (Listener me = listen("me")) {
      await().atMost(SOON).until(() -> me.heard("event: alerts"));
      int before = me.count("event: alerts");
      fleet.alert(site, "critical", "Battery Charge Critical", "m", Duration.ZERO);

      await().atMost(SOON).until(() -> me.count("event: alerts") > before);
    }
  }

  @Test
  void aBrowserThatReadsNothingDelaysNobody() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "me@example.org");
    try (Socket stalled = new Socket(java.net.InetAddress.getLoopbackAddress(), central.port());
        Listener me = listen("me")) {
      stalled.setReceiveBufferSize(1024);
      stalled
          .getOutputStream()
          .write(
              ("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: "
                      + visitor.cookie()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(SOON).until(() -> me.heard("My site"));
      for (int i = 0; i < 3; i++) {
        int before = me.count("event: latest");
        central.feed().publish(site);
        await().atMost(SOON).until(() -> me.count("event: latest") > before);
      }
    }
  }

  @Test
  void withoutTheMediaTypeOfEventsItIsRefused() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "me@example.org");

    assertThat(visitor.get("/api/v1/stream").statusCode()).isEqualTo(406);
  }

  private Listener listen(String who) throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), who + "@example.org");
    HttpRequest request =
        visitor.request("/api/v1/stream").header("Accept", "text/event-stream").build();
    HttpResponse<InputStream> answer = visitor.client().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Listener(answer);
  }

  /** Reads a stream, line by line, until it is closed. */
  private static final class Listener implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Listener(HttpResponse<InputStream> answer) {
      this.answer = answer;
      Thread reader =
          new Thread(
              () -> {
                try (var in =
                    new java.io.BufferedReader(
                        new java.io.InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                  in.lines().forEach(lines::add);
                } catch (java.io.IOException | java.io.UncheckedIOException closed) {
                  lines.add("closed");
                }
              });
      reader.setDaemon(true);
      reader.start();
    }

    boolean heard(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }

    int count(String text) {
      return (int) lines.stream().filter(line -> line.contains(text)).count();
    }

    java.net.http.HttpHeaders headers() {
      return answer.headers();
    }

    @Override
    public void close() throws java.io.IOException {
      answer.body().close();
    }
  }
}
