package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.busbar.central.ingest.IngestHttp.batch;
import static org.busbar.central.ingest.IngestHttp.gzip;
import static org.busbar.central.ingest.IngestHttp.outbox;
import static org.busbar.central.ingest.IngestHttp.reading;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.busbar.points.Measure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class BatchRoutesTest {
  private IngestHttp http;

  @BeforeEach
  void start(Database database) {
    http = new IngestHttp(database);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void aReceiptEchoesTheBatchAndTheDigestOfItsBytes() throws Exception {
    String outbox = outbox();
    String body = batch(outbox, 41, reading(1, -60, 500.5), reading(2, -50, 501));
    Answer answer = http.send(body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/vnd.busbar.receipt.v1+json");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.json().get("outboxId").asText()).isEqualTo(outbox);
    assertThat(answer.json().get("batch").asLong()).isEqualTo(41);
    assertThat(answer.json().get("digest").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("serverTime").asText()).isEqualTo("2026-11-22T12:00:00Z");
    assertThat(http.count("telemetry_readings")).isEqualTo(2);
    assertThat(http.count("ingest.batches")).isEqualTo(1);
  }

  @Test
  void everyMeasureRoundTripsAndMissingOnesAreNull() {
    String names =
        Stream.of(Measure.values())
            .map(m -> '"' + m.jsonKey() + '"')
            .collect(Collectors.joining(","));
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < Measure.values().length; i++) {
      values.append(i == 0 ? "" : ",").append(i + 0.5);
    }
    String body =
        "{\"outboxId\":\"%s\",\"batch\":1,\"measures\":[%s],\"readings\":[{\"seq\":1,\"t\":%d,\"v\":[%s],\"meta\":{\"dataQuality\":\"good\"}},{\"seq\":2,\"t\":%d,\"v\":[%s]}]}"
            .formatted(
                outbox(),
                names,
                IngestHttp.NOW.minusSeconds(20).toEpochMilli(),
                values,
                IngestHttp.NOW.minusSeconds(10).toEpochMilli(),
                Stream.of(Measure.values()).map(m -> "null").collect(Collectors.joining(",")));
    assertThat(http.send(body).json().get("accepted").asInt()).isEqualTo(2);
    int i = 0;
    for (Measure measure : Measure.values()) {
      String column = measure.column();
      assertThat(http.text(one(column + "::text", "telemetry_readings", "IS NOT NULL")))
          .as(column)
          .isEqualTo(i + ".5");
      assertThat(
              http.number(
                  "SELECT count(*) FROM telemetry_readings WHERE %s IS NULL AND site_id = %d"
                      .formatted(column, http.site)))
          .as(column)
          .isEqualTo(1);
      i++;
    }
    assertThat(http.text(one("metadata->>'dataQuality'", "telemetry_readings", "IS NOT NULL")))
        .isEqualTo("good");
  }

  private String one(String column, String table, String condition) {
    return "SELECT %s FROM %s WHERE site_id = %d AND %s %s"
        .formatted(column, table, http.site, column, condition);
  }

  @Test
  void eachBadItemIsRejectedWithItsCodeAndTheOthersAreStored() {
    long old = 26L * 31 * 24 * 3600;
    Answer answer =
        http.send(
            batch(
                outbox(),
                1,
                reading(1, -old, 500),
                reading(2, 301, 500),
                reading(3, 0, 1500.1),
                "{\"seq\":4,\"t\":%d,\"v\":[\"500\"]}".formatted(IngestHttp.NOW.toEpochMilli()),
                "{\"seq\":5,\"t\":null,\"v\":[500]}",
                "{\"seq\":6,\"t\":\"now\",\"v\":[500]}",
                "{\"seq\":7,\"t\":%d,\"v\":[1e400]}".formatted(IngestHttp.NOW.toEpochMilli()),
                "{\"seq\":8,\"t\":%d,\"v\":[]}".formatted(IngestHttp.NOW.toEpochMilli()),
                "{\"seq\":9,\"t\":99999999999999999999,\"v\":[1]}",
                reading(10, 300, 500)));
    assertThat(answer.status()).isEqualTo(200);
    List<String> codes = new ArrayList<>();
    answer
        .json()
        .get("rejected")
        .forEach(r -> codes.add(r.get("seq").asLong() + " " + r.get("code").asText()));
    assertThat(codes)
        .containsExactly(
            "1 too-old",
            "2 too-new",
            "3 bad-value",
            "4 bad-value",
            "5 bad-value",
            "6 bad-value",
            "7 bad-value",
            "8 bad-value",
            "9 bad-value");
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(http.count("telemetry_readings")).isEqualTo(1);
  }

  @Test
  void anUnknownMeasureRejectsOnlyReadingsThatHaveAValueForIt() {
    String body =
        "{\"outboxId\":\"%s\",\"batch\":1,\"measures\":[\"batteryVoltage\",\"moonPhase\"],\"readings\":[{\"seq\":1,\"t\":%d,\"v\":[500,3]},{\"seq\":2,\"t\":%d,\"v\":[500,null]}]}"
            .formatted(
                outbox(),
                IngestHttp.NOW.minusSeconds(9).toEpochMilli(),
                IngestHttp.NOW.minusSeconds(8).toEpochMilli());
    Answer answer = http.send(body);
    assertThat(answer.json().get("rejected").get(0).get("code").asText())
        .isEqualTo("unknown-measure");
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void theSameBatchAgainIsAnsweredFromTheLedger() {
    String body = batch(outbox(), 7, reading(1, -60, 500), reading(2, 999, 500));
    Answer first = http.send(body);
    Answer second = http.send(body);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().get("replayed").asBoolean()).isTrue();
    assertThat(second.json().get("accepted")).isEqualTo(first.json().get("accepted"));
    assertThat(second.json().get("rejected")).isEqualTo(first.json().get("rejected"));
    assertThat(http.count("telemetry_readings")).isEqualTo(1);
  }

  @Test
  void theSameBatchFromEightThreadsIsStoredOnce() throws Exception {
    String body = batch(outbox(), 7, reading(1, -60, 500), reading(2, -50, 500));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> http.send(body));
      }
      int replayed = 0;
      for (Future<Answer> answer : pool.invokeAll(calls)) {
        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().json().get("accepted").asInt()).isEqualTo(2);
        assertThat(answer.get().json().get("duplicate").asInt()).isZero();
        replayed += answer.get().json().has("replayed") ? 1 : 0;
      }
      assertThat(replayed).isEqualTo(7);
    } finally {
      pool.shutdownNow();
    }
    assertThat(http.count("telemetry_readings")).isEqualTo(2);
  }

  @Test
  void anotherBodyUnderTheSameBatchIsRefused() {
    String outbox = outbox();
    http.send(batch(outbox, 7, reading(1, -60, 500)));
    Answer answer = http.send(batch(outbox, 7, reading(1, -60, 501)));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asText())
        .isEqualTo("https://busbar.dev/problems/batch-digest-mismatch");
  }

  @Test
  void anOverlapOfTwoBatchesCountsDuplicatesAndKeepsConflicts() {
    http.send(batch(outbox(), 1, reading(1, -60, 500), reading(2, -50, 501)));
    Answer answer =
        http.send(
            batch(outbox(), 1, reading(1, -60, 500), reading(2, -50, 502), reading(3, -40, 503)));
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().get("duplicate").asInt()).isEqualTo(1);
    assertThat(answer.json().get("conflict").asInt()).isEqualTo(1);
    assertThat(
            http.text(
                "SELECT offered->>'batteryVoltage' FROM ingest.conflicts WHERE site_id = "
                    + http.site))
        .isEqualTo("502.0");
    assertThat(
            http.text(
                "SELECT string_agg(battery_voltage::text, ' ' ORDER BY \"timestamp\") FROM telemetry_readings WHERE site_id = "
                    + http.site))
        .isEqualTo("500 501 503");
    assertThat(
            http.text(
                "SELECT string_agg(format('%s/%s/%s', accepted, duplicate, conflict), ' ' ORDER BY accepted) FROM ingest.batches WHERE site_id = "
                    + http.site))
        .isEqualTo("1/1/1 2/0/0");
  }

  @Test
  void twoReadingsOfOneInstantInOneBatchAreOneRow() {
    Answer answer =
        http.send(
            batch(outbox(), 1, reading(1, -60, 500), reading(2, -60, 500), reading(3, -60, 9)));
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().get("duplicate").asInt()).isEqualTo(1);
    assertThat(answer.json().get("conflict").asInt()).isEqualTo(1);
  }

  @Test
  void gzipAndZstdGiveTheSameAsPlain() throws IOException {
    String plain = batch(outbox(), 1, reading(1, -60, 500));
    String zipped = batch(outbox(), 1, reading(1, -50, 500));
    String zstd = batch(outbox(), 1, reading(1, -40, 500));
    assertThat(http.send(plain).json().get("accepted").asInt()).isEqualTo(1);
    assertThat(
            http.send(gzip(zipped.getBytes(StandardCharsets.UTF_8)), "gzip", http.key)
                .json()
                .get("accepted")
                .asInt())
        .isEqualTo(1);
    assertThat(
            http.send(Zstd.compress(zstd.getBytes(StandardCharsets.UTF_8)), "zstd", http.key)
                .json()
                .get("accepted")
                .asInt())
        .isEqualTo(1);
  }
}
