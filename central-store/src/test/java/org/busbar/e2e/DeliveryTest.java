package org.busbar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.busbar.central.Central;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.maps.RegisterDump;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox took is in the store, once, whatever happened between them. */
@ExtendWith(TestDatabase.class)
class DeliveryTest {
  private static final Path METER =
      Path.of("..", "register-maps", "cases", "eastron-sdm630", "v2.registers.json");
  private static final int KILLS = 6;

  @TempDir private Path folder;
  private Database database;
  private TestData data;
  private long site;

  @BeforeEach
  void newSite(Database database) {
    this.database = database;
    data = new TestData(database);
    site = data.site(data.organization());
  }

  @Test
  void fiveHundredReadingsTakenWhileTheCentreIsDownArriveExactlyOnce() throws IOException {
    int port = freePort();
    OutboxFile outbox = new OutboxFile(folder.resolve("outbox.db"));
    try (ModbusServer meter = meter();
        PollerProcess poller = PollerProcess.start(config(port, meter), data.key(site))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> outbox.taken().size() >= 500);
      assertThat(Stored.of(database, site).readings()).isZero();
      try (Central central = start(port)) {
        await()
            .atMost(Duration.ofMinutes(4)) // the poller's back-off may have grown to minutes
            .alias("the backlog of 500 arrives")
            .until(() -> Stored.of(database, site).readings() >= 500);
        poller.stop();
        deliverTheRest(meter, outbox, central);
      }
    }
    assertEachTakenReadingIsStoredOnce(outbox);
  }

  @Test
  void killedPollerLosesNothingItTookAndDoublesNothing() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed of the kills: " + seed);
    Random random = new Random(seed);
    OutboxFile outbox = new OutboxFile(folder.resolve("outbox.db"));
    String key = data.key(site);
    try (ModbusServer meter = meter();
        Central central = start(0)) {
      Path config = config(central.port(), meter);
      for (int kill = 0; kill < KILLS; kill++) {
        int before = outbox.taken().size();
        int more = 3 + random.nextInt(8);
        try (PollerProcess poller = PollerProcess.start(config, key)) {
          await()
              .atMost(Duration.ofSeconds(30))
              .pollInterval(Duration.ofMillis(1 + random.nextInt(97)))
              .until(() -> outbox.taken().size() >= before + more);
          poller.kill();
        }
      }
      deliverTheRest(meter, outbox, central);
    }
    assertThat(outbox.taken()).hasSizeGreaterThanOrEqualTo(3 * KILLS);
    assertEachTakenReadingIsStoredOnce(outbox);
  }

  /** Runs the poller once more until nothing waits, then stops it. */
  private void deliverTheRest(ModbusServer meter, OutboxFile outbox, Central central) {
    Path config = config(central.port(), meter);
    try (PollerProcess poller = PollerProcess.start(config, data.key(site))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .alias("nothing but the newest reading waits")
          .until(() -> outbox.waiting() <= 2);
      poller.stop();
    }
    // The poller may have taken a last reading after its last delivery: only that may still wait.
    assertThat(outbox.waiting()).isLessThanOrEqualTo(4);
  }

  private void assertEachTakenReadingIsStoredOnce(OutboxFile outbox) {
    List<Instant> taken = outbox.taken();
    List<Instant> acknowledged = outbox.acknowledged();
    List<Instant> stored = Stored.of(database, site).instants();
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(stored).doesNotHaveDuplicates().isSubsetOf(taken).containsAll(acknowledged);
    // What the last stop left waiting is the newest; everything before it is through.
    assertThat(acknowledged.size()).isGreaterThanOrEqualTo(taken.size() - 4);
    assertThat(outbox.quarantined()).isZero();
  }

  private Central start(int port) {
    ServerConfig defaults = ServerConfig.loopback();
    ServerConfig config =
        new ServerConfig(
            defaults.host(),
            port,
            defaults.cronSecret(),
            defaults.openTelemetry(),
            defaults.limits(),
            defaults.retention());
    return Central.start(config, database, Clock.systemUTC());
  }

  private Path config(int centralPort, ModbusServer meter) {
    return new SiteFileText(centralPort, "100ms")
        .device("meter", "eastron-sdm630", meter.port(), 1, 10)
        .write(folder);
  }

  private static ModbusServer meter() throws IOException {
    return ModbusServer.start(0, Recording.bank(RegisterDump.read(METER)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
