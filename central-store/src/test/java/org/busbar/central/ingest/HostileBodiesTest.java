package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.busbar.central.ingest.IngestHttp.batch;
import static org.busbar.central.ingest.IngestHttp.gzip;
import static org.busbar.central.ingest.IngestHttp.outbox;
import static org.busbar.central.ingest.IngestHttp.reading;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestDatabase.class)
final class HostileBodiesTest {
  private IngestHttp http;

  @BeforeEach
  void start(Database database) {
    http = new IngestHttp(database);
  }

  @AfterEach
  void stop() {
    assertThat(http.count("telemetry_readings")).isZero();
    assertThat(http.count("ingest.batches")).isZero();
    http.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("https://busbar.dev/problems/" + code);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "SELECT", "org.busbar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          400 | bad-json    | {
          400 | bad-json    | {"outboxId":nope}
          400 | bad-json    | {"a":"\\ud800x"
          400 | bad-json    | {"batch":1,"batch":2}
          400 | bad-json    | {"batch":NaN}
          400 | bad-json    | {"measures":[],"readings":[{"seq":1,"seq":2}]}
          400 | bad-json    | {"measures":[],"readings":[{"seq":1,"t":1,"v":[],"meta":{"a":"\\u0000"}}]}
          400 | bad-json    | {"measures":[],"readings":[{"seq":1,"t":1,"v":[],"meta":{"a":"\\udc00"}}]}
          400 | bad-json    | {"measures":[],"readings":[{"seq":1,"t":1,"v":[],"meta":{"a":1e999999}}]}
          422 | not-a-batch | []
          422 | not-a-batch | {}
          422 | not-a-batch | {"outboxId":"ZZ","batch":1}
          422 | not-a-batch | {"outboxId":"00000000000000000000000000000000","batch":-1}
          422 | not-a-batch | {"readings":[{}],"measures":[]}
          422 | not-a-batch | {"measures":["gridVoltage","gridVoltage"]}
          422 | not-a-batch | {"measures":[],"readings":[{"t":1,"v":[]}]}
          422 | not-a-batch | {"measures":[],"readings":[7]}
          422 | not-a-batch | {"measures":[],"readings":{}}
          """)
  void aBodyThatIsNoBatchIsRefusedWhole(int status, String code, String body) {
    assertProblem(http.send(body), status, code);
  }

  @Test
  void tenThousandLevelsOfJsonAreRefusedWithoutHarm() {
    assertProblem(http.send("{\"x\":" + "[".repeat(10_000)), 400, "bad-json");
  }

  @Test
  void textAfterTheBatchIsRefused() {
    assertProblem(http.send(batch(outbox(), 1, reading(1, -60, 500)) + "{}"), 400, "bad-json");
  }

  @Test
  void aBodyBeyondTheWireLimitIsRefused() {
    assertProblem(http.send(" ".repeat((1 << 20) + 1)), 413, "too-large");
  }

  @Test
  void gzipAndZstdBombsAreStoppedBeforeTheyExpand() throws IOException {
    byte[] spaces = new byte[64 << 20];
    java.util.Arrays.fill(spaces, (byte) ' ');
    assertProblem(http.send(gzip(spaces), "gzip", http.key), 413, "too-large");
    assertProblem(http.send(Zstd.compress(spaces), "zstd", http.key), 413, "too-large");
  }

  @Test
  void moreItemsThanABatchMayHoldAreRefused() {
    String readings =
        IntStream.rangeClosed(1, 5001)
            .mapToObj(i -> reading(i, -i, 500))
            .collect(Collectors.joining(","));
    assertProblem(http.send(batch(outbox(), 1, readings)), 413, "too-large");
  }

  @Test
  void aCutOrForeignEncodingIsRefused() throws IOException {
    byte[] whole = gzip(bytes(batch(outbox(), 1, reading(1, -60, 500))));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertProblem(http.send(cut, "gzip", http.key), 415, "bad-encoding");
    assertProblem(http.send(bytes("not gzip at all"), "gzip", http.key), 415, "bad-encoding");
    assertProblem(http.send(bytes("not zstd at all"), "zstd", http.key), 415, "bad-encoding");
    assertProblem(http.send(whole, "br", http.key), 415, "unsupported-encoding");
    assertProblem(http.send(gzip(whole), "gzip, gzip", http.key), 415, "unsupported-encoding");
  }

  @Test
  void randomBytesNeverCauseAServerError() {
    long seed = 20261122L;
    Random random = new Random(seed);
    String good = batch(outbox(), 1, reading(1, -60, 500));
    for (int round = 0; round < 300; round++) {
      byte[] body = bytes(good.replace("\"batch\":1", "\"batch\":-1"));
      for (int i = 0; i <= random.nextInt(4); i++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Answer answer = http.send(body, "identity", http.key);
      assertThat(answer.status())
          .as("seed %d round %d: %s", seed, round, answer.body())
          .isLessThan(500);
      http.database.jdbi().useHandle(h -> h.execute("DELETE FROM telemetry_readings"));
      http.database.jdbi().useHandle(h -> h.execute("DELETE FROM ingest.batches"));
    }
  }

  @Test
  void manyWrongKeysFromOneAddressAreToldToWait() {
    byte[] body = bytes(batch(outbox(), 1, reading(1, -60, 500)));
    String wrong = "busbar_" + "A".repeat(12) + "_" + "B".repeat(43);
    for (int i = 0; i < 60; i++) {
      assertProblem(http.send(body, "identity", wrong), 401, "unauthorized");
    }
    Answer answer = http.send(body, "identity", wrong);
    assertProblem(answer, 429, "too-many-wrong-keys");
    assertThat(answer.retryAfter()).isEqualTo("60");
  }

  @Test
  void aKeyThatFloodsIsToldToWait(Database database) {
    ServerConfig base = ServerConfig.loopback();
    IngestLimits l = base.limits();
    IngestLimits slow =
        new IngestLimits(
            l.maxWireBytes(),
            l.maxExpandedBytes(),
            l.maxItems(),
            l.maxGroupRows(),
            l.maxQueuedRows(),
            1,
            1);
    ServerConfig config = new ServerConfig(base.host(), 0, null, false, slow, base.retention());
    try (IngestHttp small = new IngestHttp(database, config)) {
      String readings =
          IntStream.rangeClosed(1, 20)
              .mapToObj(i -> reading(i, -i, 500))
              .collect(Collectors.joining(","));
      assertThat(small.send(batch(outbox(), 1, readings)).status()).isEqualTo(200);
      Answer answer = small.send(batch(outbox(), 2, reading(1, -60, 500)));
      assertProblem(answer, 429, "too-many-readings");
      assertThat(Integer.parseInt(answer.retryAfter())).isPositive();
    }
  }
}
