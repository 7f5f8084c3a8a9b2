package org.busbar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged programs through {@code ./demo}, on the newest JDK of the machine. */
class DemoIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void demoShowsThreeLiveSitesWithinAMinuteRaisesTheLowBatteryAndGoesOnAfterARestart()
      throws IOException {
    Path java = newestJdk();
    System.out.println("the demo runs on " + java);
    Path home = folder.resolve("home");
    int port = freePort();
    String password;
    Instant firstRun;
    try (Demo demo = Demo.start(home, port, java)) {
      password = demo.signIn(MINUTE);
      awaitThreeLiveSites(demo);
      assertThat(demo.page("/dashboard")).contains("BMS Dashboard");
      await()
          .atMost(Duration.ofMinutes(3))
          .alias("the battery of the third site is low")
          .until(() -> demo.page("/api/v1/alerts").contains("BATTERY_LOW"));
      firstRun = newest(demo);
      assertThat(demo.end()).as(demo.output()).isZero();
    }
    try (Demo demo = Demo.start(home, port, java)) {
      assertThat(demo.signIn(MINUTE)).isEqualTo(password);
      awaitThreeLiveSites(demo);
      assertThat(newest(demo)).isAfter(firstRun);
      assertThat(demo.json("/api/v1/latest")).hasSize(3);
      assertThat(demo.end()).as(demo.output()).isZero();
    }
  }

  private static void awaitThreeLiveSites(Demo demo) {
    Instant started = Instant.now();
    await()
        .atMost(MINUTE)
        .pollInterval(Duration.ofMillis(500))
        .alias("a reading of now from each of three sites")
        .until(() -> instants(demo).filter(at -> at.isAfter(started.minusSeconds(5))).count() == 3);
  }

  private static Instant newest(Demo demo) {
    return instants(demo).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Stream<Instant> instants(Demo demo) {
    JsonNode sites = demo.json("/api/v1/latest");
    return StreamSupport.stream(sites.spliterator(), false)
        .map(site -> site.path("timestamp").asText(""))
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .map(Instant::parse);
  }

  /** The JDK with the highest version beside the one that runs the tests, or that one. */
  private static Path newestJdk() throws IOException {
    Path own = Path.of(System.getProperty("java.home"));
    Path beside = own.getParent();
    try (Stream<Path> homes = beside == null ? Stream.of(own) : Files.list(beside)) {
      List<Path> jdks =
          Stream.concat(homes, Stream.of(own))
              .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
              .toList();
      return jdks.stream().max(Comparator.comparingInt(DemoIT::version)).orElse(own);
    }
  }

  private static int version(Path home) {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Integer.parseInt(version.split("[.+-]", 2)[0]);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
