package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.busbar.points.Measure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FleetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Measure> MEASURES = List.of(Measure.values());

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<JsonNode> batches = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private HttpServer centre;

  @BeforeEach
  void start() throws IOException {
    centre = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    centre.setExecutor(Executors.newFixedThreadPool(4));
    centre.createContext("/api/v1/batches", this::answer);
    centre.start();
  }

  @AfterEach
  void stop() {
    centre.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    JsonNode batch = JSON.readTree(body);
    Integer status;
    synchronized (statuses) {
      status = statuses.poll();
    }
    String text = "{}";
    if (status == null) {
      batches.add(batch);
      text =
          "{\"outboxId\":%s,\"batch\":%s,\"accepted\":%d,\"duplicate\":1,\"conflict\":0,\"rejected\":[]}"
              .formatted(
                  batch.path("outboxId"), batch.path("batch"), batch.path("readings").size() - 1);
    } else {
      exchange.getResponseHeaders().set("Retry-After", "0");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status == null ? 200 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int fleet(String... more) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.csv"), "site,key\na,k1\nb,k2\nc,k3\n");
    List<String> args = new ArrayList<>(List.of("fleet", "--keys", keys.toString()));
    args.addAll(List.of("--url", "http://127.0.0.1:" + centre.getAddress().getPort()));
    args.addAll(List.of(more));
    CommandLine program = SimulatorMain.commandLine(Clock.systemUTC(), closing -> {});
    program.setOut(new PrintWriter(out));
    program.setErr(new PrintWriter(err));
    return program.execute(args.toArray(new String[0]));
  }

  @Test
  void aPastIsSentInBalancedBatchesOfEachSite() throws IOException {
    statuses.add(503);
    int code =
        fleet("--history", "1h", "--interval", "10s", "--connections", "2", "--gzip", "--json");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    JsonNode totals = JSON.readTree(out.toString());
    assertThat(totals.path("readings").asInt()).isBetween(1_080 - 3, 1_080 + 3);
    assertThat(totals.path("batches").asInt()).isEqualTo(batches.size());
    assertThat(totals.path("duplicates").asInt()).isEqualTo(batches.size());
    assertThat(totals.path("retries").asInt()).isEqualTo(1);
    Map<String, Long> sequences = new HashMap<>();
    Map<String, Long> numbers = new HashMap<>();
    for (JsonNode batch : batches) {
      String outbox = batch.path("outboxId").asText();
      assertThat(outbox).matches("[0-9a-f]{32}");
      assertThat(batch.path("batch").asLong()).isEqualTo(numbers.getOrDefault(outbox, 0L) + 1);
      numbers.put(outbox, batch.path("batch").asLong());
      assertThat(batch.path("readings").size()).isBetween(1, 100);
      for (JsonNode reading : batch.path("readings")) {
        long sequence = reading.path("seq").asLong();
        assertThat(sequence).isEqualTo(sequences.getOrDefault(outbox, 0L) + 1);
        sequences.put(outbox, sequence);
        checkBalance(reading);
      }
    }
    assertThat(sequences).hasSize(3);
  }

  private static void checkBalance(JsonNode reading) {
    JsonNode v = reading.path("v");
    assertThat(v.size()).isEqualTo(Measure.values().length);
    double in = number(v, Measure.SOLAR_POWER_KW) + number(v, Measure.GRID_POWER_KW);
    double used = number(v, Measure.LOAD_POWER_KW) + number(v, Measure.BATTERY_POWER_KW);
    assertThat(in).isCloseTo(used, within(3e-4));
    for (Measure measure : Measure.values()) {
      JsonNode value = v.path(MEASURES.indexOf(measure));
      assertThat(value.isNull() || value.asDouble() >= measure.min()).isTrue();
      assertThat(value.isNull() || value.asDouble() <= measure.max()).isTrue();
    }
  }

  private static double number(JsonNode values, Measure measure) {
    return values.path(MEASURES.indexOf(measure)).asDouble();
  }

  @Test
  void readingsOfNowComeInRealTime() throws IOException {
    int code = fleet("--interval", "200ms", "--duration", "1s", "--sites", "2");
    assertThat(code).isZero();
    assertThat(batches.size()).isBetween(4, 12);
    assertThat(out.toString()).contains("readings/s", "unsent 0");
  }

  @Test
  void aRefusedKeyAndAnAbsentCentreHaveTheirOwnExitCodes() throws IOException {
    statuses.addAll(List.of(401, 401, 401));
    assertThat(fleet("--history", "1m")).isEqualTo(ExitCode.AUTH);
    assertThat(err.toString()).contains("401").doesNotContain("k1");
    centre.stop(0);
    assertThat(fleet("--history", "1m")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("centre unreachable");
  }

  @Test
  void aRefusedBatchLeavesAPartialRun() throws IOException {
    statuses.add(422);
    assertThat(fleet("--history", "1m")).isEqualTo(ExitCode.PARTIAL);
    assertThat(out.toString()).contains("422");
  }
}
