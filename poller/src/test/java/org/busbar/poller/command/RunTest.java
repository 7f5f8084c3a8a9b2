package org.busbar.poller.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.busbar.maps.RegisterTable;
import org.busbar.poller.PollerMain;
import org.busbar.simulator.DeviceBank;
import org.busbar.simulator.Fault;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.RegisterBank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, between simulated devices and a centre over HTTP. */
class RunTest {
  private static final String KEY = "busbar_abcdefghijkl_" + "s".repeat(43);

  @TempDir private Path folder;
  private final List<JsonNode> batches = new CopyOnWriteArrayList<>();
  private final RegisterBank meter = new RegisterBank();
  private ModbusServer server;
  private HttpServer centre;
  private volatile boolean centreIsUp = true;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    meter.put(RegisterTable.HOLDING_REGISTER, 0, 1500, 5001);
    meter.put(RegisterTable.HOLDING_REGISTER, 10, 0, 41_000);
    server = ModbusServer.start(0, DeviceBank.of(1, meter).with(2, new RegisterBank()));
    centre = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    centre.createContext("/api/v1/batches", this::receive);
    centre.start();
    writeSite();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null && process.isAlive()) {
      process.destroyForcibly().waitFor();
    }
    centre.stop(0);
    server.close();
  }

  @Test
  void readingsReachTheCentreOnceThroughOutageAndKillMinusNine() throws Exception {
    centreIsUp = false;
    long started = System.nanoTime();
    launch();
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(outbox()));
    await().atMost(Duration.ofSeconds(20)).until(() -> server.requests().count() > 12);
    process.destroyForcibly().waitFor();
    centreIsUp = true;
    launch();
    await().atMost(Duration.ofSeconds(20)).until(() -> readings().size() >= 8);
    System.out.printf("RunTest: %d ms in all%n", (System.nanoTime() - started) / 1_000_000);
    terminate();
    List<Long> sequences = readings().stream().map(r -> r.path("seq").asLong()).toList();
    assertThat(sequences).doesNotHaveDuplicates();
    assertThat(batches).extracting(b -> b.path("outboxId").asText()).containsOnly(id());
    JsonNode last = readings().get(readings().size() - 1);
    assertThat(last.path("meta").path("dataQuality").asText()).isEqualTo("degraded");
    assertThat(last.path("meta").path("missingSensors").toString()).contains("battery.voltage");
  }

  @Test
  void firstReadingIsOnItsWayAtOnceAndTheSignalEndsItCleanly() throws Exception {
    long started = System.nanoTime();
    launch();
    await().atMost(Duration.ofSeconds(20)).until(() -> !readings().isEmpty());
    long millis = (System.nanoTime() - started) / 1_000_000;
    System.out.println("RunTest: start to first reading at the centre " + millis + " ms");
    JsonNode first = readings().get(0);
    JsonNode measures = batches.get(0).path("measures");
    assertThat(measures.toString()).contains("gridPowerKw");
    assertThat(first.path("v").size()).isEqualTo(measures.size());
    assertThat(batches.get(0).path("equipment").toString()).contains("\"grid.power\":1500.0");
    terminate();
    assertThat(log()).doesNotContain(KEY).contains("meter").contains("stopped");
  }

  @Test
  void slowDeviceDoesNotKeepAnotherConnectionsReadingsBack() throws Exception {
    server.faults().when(r -> r.unitId() == 2, new Fault.Silence());
    launch();
    await().atMost(Duration.ofSeconds(20)).until(() -> readings().size() >= 4);
    assertThat(readings()).allSatisfy(r -> assertThat(r.path("v").toString()).contains("1.5"));
    terminate();
  }

  private void writeSite() throws IOException {
    Files.writeString(
        folder.resolve("meter.yaml"),
        """
        map: test-meter
        title: A meter
        source: made for this test
        role: meter
        defaults: {table: holding_register}
        values:
          - {name: power, point: grid.power, address: 0, type: int16, unit: W, positive: import}
          - {name: frequency, point: grid.frequency, address: 1, type: uint16, scale: 0.01, unit: Hz}
          - {name: imported, point: grid.energy_import, address: 10, type: uint32, unit: Wh}
        """);
    Files.writeString(
        folder.resolve("battery.yaml"),
        """
        map: test-battery
        title: A battery
        source: made for this test
        role: battery
        defaults: {table: holding_register}
        values:
          - {name: voltage, point: battery.voltage, address: 0, type: uint16, unit: V}
        """);
    Files.writeString(folder.resolve("site.key"), KEY + "\n");
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        site: {name: test, timezone: Asia/Kathmandu, interval: 500ms, detail_interval: 1s}
        central: {url: "http://127.0.0.1:%d", key: "${file:site.key}"}
        devices:
          - {name: meter, map: ./meter.yaml, host: 127.0.0.1, port: %d}
          - {name: battery, map: ./battery.yaml, host: 127.0.0.1, port: %d, unit_id: 2, options: {timeout: 100ms}}
        """
            .formatted(centre.getAddress().getPort(), server.port(), server.port()));
  }

  private void launch() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=tr",
                "-cp",
                System.getProperty("java.class.path"),
                PollerMain.class.getName(),
                "run",
                "--config",
                folder.resolve("site.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
  }

  private void terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ends within 10 s").isTrue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private Path outbox() {
    return folder.resolve("outbox.db");
  }

  private String id() {
    return batches.get(0).path("outboxId").asText();
  }

  private List<JsonNode> readings() {
    return batches.stream()
        .flatMap(b -> StreamSupport.stream(b.path("readings").spliterator(), false))
        .toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
    if (!centreIsUp) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    JsonNode batch = new ObjectMapper().readTree(body);
    boolean known =
        batches.stream().anyMatch(b -> b.path("batch").asLong() == batch.path("batch").asLong());
    if (!known) {
      batches.add(batch);
    }
    String receipt =
        "{\"outboxId\":\"%s\",\"batch\":%d,\"digest\":\"%s\",\"rejected\":[]}"
            .formatted(batch.path("outboxId").asText(), batch.path("batch").asLong(), digest(body));
    byte[] bytes = receipt.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.busbar.receipt.v1+json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
