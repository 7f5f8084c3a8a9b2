package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.busbar.central.ingest.IngestHttp.batch;
import static org.busbar.central.ingest.IngestHttp.outbox;
import static org.busbar.central.ingest.IngestHttp.reading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class ReadingStoreTest {
  private final SettableClock clock = new SettableClock();
  private IngestHttp http;

  @BeforeEach
  void start(Database database) {
    http = new IngestHttp(database, ServerConfig.loopback(), clock);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  /** A clock that a test turns. */
  private static final class SettableClock extends Clock {
    private volatile Instant now = IngestHttp.NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private String lastSeen(long site) {
    return http.text(
        "SELECT coalesce(to_char(last_seen_at AT TIME ZONE 'UTC', 'HH24:MI:SS'), 'never') FROM sites WHERE id = "
            + site);
  }

  @Test
  void lastSeenIsTheArrivalAtThatSiteOnlyAndNeverMovesBackwards() {
    long other = http.data.site(http.organization);
    assertThat(lastSeen(http.site)).isEqualTo("never");
    http.send(batch(outbox(), 1, reading(1, -7200, 500)));
    assertThat(lastSeen(http.site)).isEqualTo("12:00:00");
    assertThat(lastSeen(other)).isEqualTo("never");
    clock.now = IngestHttp.NOW.minus(Duration.ofMinutes(1));
    http.send(batch(outbox(), 1, reading(1, -7100, 500)));
    assertThat(lastSeen(http.site)).isEqualTo("12:00:00");
    clock.now = IngestHttp.NOW.plus(Duration.ofMinutes(1));
    http.send(batch(outbox(), 1, reading(1, -7100, 500)));
    assertThat(lastSeen(http.site)).as("a duplicate is no new data").isEqualTo("12:00:00");
    http.send(batch(outbox(), 1, reading(1, 9999, 500)));
    assertThat(lastSeen(http.site)).as("a rejected reading is no new data").isEqualTo("12:00:00");
    http.send(batch(outbox(), 1, reading(1, -7000, 500)));
    assertThat(lastSeen(http.site)).isEqualTo("12:01:00");
  }

  @Test
  void latestIsTheGreatestInstantWhateverTheOrder() {
    long seed = 42;
    List<Integer> seconds = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      seconds.add(-i * 7);
    }
    Collections.shuffle(seconds, new Random(seed));
    String outbox = outbox();
    for (int i = 0; i < 60; i += 6) {
      List<String> readings = new ArrayList<>();
      for (int s : seconds.subList(i, i + 6)) {
        readings.add(reading(1000 + s, s, 500 - s / 10.0));
      }
      Answer answer = http.send(batch(outbox, i, readings.toArray(String[]::new)));
      assertThat(answer.json().get("accepted").asInt()).as("seed %d", seed).isEqualTo(6);
    }
    assertThat(
            http.text(
                "SELECT format('%s %s %s', l.battery_voltage, l.\"timestamp\" = max(r.\"timestamp\"), count(*))"
                    + " FROM ingest.latest_readings l JOIN telemetry_readings r USING (site_id)"
                    + " WHERE l.site_id = "
                    + http.site
                    + " GROUP BY l.battery_voltage, l.\"timestamp\""))
        .isEqualTo("500.7 t 60");
    assertThat(
            http.number(
                "SELECT count(*) FROM ingest.latest_readings l JOIN telemetry_readings r ON r.id = l.reading_id AND r.site_id = l.site_id WHERE l.site_id = "
                    + http.site))
        .isEqualTo(1);
  }

  @Test
  void everyTouchedHourIsMarkedInUtc() {
    http.send(batch(outbox(), 1, reading(1, -3600, 500), reading(2, -1, 500), reading(3, 0, 500)));
    assertThat(
            http.text(
                "SELECT string_agg(DISTINCT to_char(hour AT TIME ZONE 'UTC', 'HH24:MI'), ' ') FROM rollup.dirty_hours WHERE site_id = "
                    + http.site))
        .isEqualTo("11:00 12:00");
  }

  @Test
  void monthsAreMadeOnDemandAndDecemberIsNotJanuary() {
    // 325 days before: 1 January 2026, and the second before it.
    long newYear =
        Duration.between(IngestHttp.NOW, Instant.parse("2026-01-01T00:00:00Z")).toSeconds();
    http.send(batch(outbox(), 1, reading(1, newYear - 1, 500), reading(2, newYear, 501)));
    assertThat(
            http.text(
                "SELECT string_agg(tableoid::regclass::text || ' ' || battery_voltage, ', ' ORDER BY \"timestamp\") FROM telemetry_readings WHERE site_id = "
                    + http.site))
        .isEqualTo("telemetry_readings_202512 500, telemetry_readings_202601 501");
  }

  @Test
  void aMonthThatSomebodyDroppedIsMadeAgain() {
    long may = Duration.between(IngestHttp.NOW, Instant.parse("2026-05-05T00:00:00Z")).toSeconds();
    http.send(batch(outbox(), 1, reading(1, may, 500)));
    http.database.jdbi().useHandle(h -> h.execute("DROP TABLE telemetry_readings_202605"));
    assertThat(http.send(batch(outbox(), 1, reading(1, may + 1, 500))).status()).isEqualTo(200);
    assertThat(http.count("telemetry_readings")).isEqualTo(1);
  }

  @Test
  void theOldestInstantOfTheRetentionIsTakenAndTheOneBeforeIsNot() {
    long start =
        Duration.between(IngestHttp.NOW, Instant.parse("2024-10-01T00:00:00Z")).toSeconds();
    Answer answer =
        http.send(batch(outbox(), 1, reading(1, start, 500), reading(2, start - 1, 500)));
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().get("rejected").get(0).get("code").asText()).isEqualTo("too-old");
  }

  @Test
  void aDeletedSiteLeavesNoOrphanEvenWhileItsKeyIsStillRemembered() {
    http.send(batch(outbox(), 1, reading(1, -60, 500)));
    http.database.jdbi().useHandle(h -> h.execute("DELETE FROM sites WHERE id = ?", http.site));
    http.database
        .jdbi()
        .useHandle(h -> h.execute("DELETE FROM telemetry_readings WHERE site_id = ?", http.site));
    assertThat(http.send(batch(outbox(), 1, reading(1, -50, 500))).status()).isEqualTo(401);
    assertThat(http.count("telemetry_readings")).isZero();
  }

  @Test
  void overlappingBatchesOfManyThreadsStoreEachReadingOnce() throws Exception {
    long seed = 7;
    Random random = new Random(seed);
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(50);
      List<String> readings = new ArrayList<>();
      for (int s = 0; s < 20; s++) {
        readings.add(reading(s, -(from + s), 500));
      }
      Collections.shuffle(readings, random);
      String body = batch(outbox(), 1, readings.toArray(String[]::new));
      calls.add(() -> http.send(body));
    }
    ExecutorService pool = Executors.newFixedThreadPool(8);
    long accepted = 0;
    long others = 0;
    try {
      for (Future<Answer> answer : pool.invokeAll(calls)) {
        assertThat(answer.get().status())
            .as("seed %d: %s", seed, answer.get().body())
            .isEqualTo(200);
        accepted += answer.get().json().get("accepted").asLong();
        others += answer.get().json().get("duplicate").asLong();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(accepted).isEqualTo(http.count("telemetry_readings"));
    assertThat(accepted + others).isEqualTo(1200);
    assertThat(http.number("SELECT sum(accepted) FROM ingest.batches WHERE site_id = " + http.site))
        .isEqualTo(accepted);
  }

  @Test
  void aFaultOfTheDatabaseIsAnInternalProblemThatTellsNothingAndHurtsOnlyItsRequest() {
    http.database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "ALTER TABLE telemetry_readings ADD CONSTRAINT poison CHECK (battery_voltage <> 666) NOT VALID"));
    Answer poisoned = http.send(batch(outbox(), 1, reading(1, -60, 666)));
    Answer healthy = http.send(batch(outbox(), 1, reading(1, -50, 500)));
    http.database
        .jdbi()
        .useHandle(h -> h.execute("ALTER TABLE telemetry_readings DROP CONSTRAINT poison"));
    assertThat(poisoned.status()).isEqualTo(500);
    assertThat(poisoned.json().get("code").asText()).isEqualTo("internal");
    assertThat(poisoned.body()).doesNotContain("poison", "telemetry_readings", "Exception");
    assertThat(healthy.status()).isEqualTo(200);
    assertThat(http.count("ingest.batches")).isEqualTo(1);
  }

  @Test
  void healthSaysLiveAndReady() {
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(http.get("/health/ready").status()).isEqualTo(200);
  }
}
