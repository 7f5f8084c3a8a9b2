package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.busbar.central.ingest.IngestHttp.batch;
import static org.busbar.central.ingest.IngestHttp.outbox;
import static org.busbar.central.ingest.IngestHttp.reading;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class OverloadTest {
  private static List<Connection> allConnections(Database database) throws SQLException {
    List<Connection> held = new ArrayList<>();
    for (int i = 0; i < database.poolUse().max(); i++) {
      held.add(database.dataSource().getConnection());
    }
    return held;
  }

  private static void release(List<Connection> held) throws SQLException {
    for (Connection connection : held) {
      connection.close();
    }
  }

  @Test
  void withoutAFreeConnectionBatchesComeLaterAndTheServerLives(Database database)
      throws SQLException {
    try (IngestHttp http = new IngestHttp(database)) {
      assertThat(http.send(batch(outbox(), 1, reading(1, -60, 500))).status()).isEqualTo(200);
      String body = batch(outbox(), 1, reading(1, -50, 500));
      List<Connection> held = allConnections(database);
      long from = System.nanoTime();
      Answer answer = http.send(body);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().get("retryable").asBoolean()).isTrue();
      assertThat(Integer.parseInt(answer.retryAfter())).isPositive();
      assertThat(http.get("/health/live").status()).isEqualTo(200);
      assertThat(http.get("/health/ready").status()).isEqualTo(503);
      release(held);
      assertThat(http.send(body).json().get("accepted").asInt()).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsIsBoundedAndTheRestIsToldToComeLater(Database database) throws Exception {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    IngestLimits limits = new IngestLimits(1024, 1024, 10, 10, 20, 1, 1000);
    Clock clock = Clock.fixed(TestDatabase.NOW, ZoneOffset.UTC);
    List<Connection> held = allConnections(database);
    List<CompletableFuture<InsertOutcome>> answers = new ArrayList<>();
    List<Long> published = new ArrayList<>();
    try (ReadingStore store = new ReadingStore(database.jdbi(), clock, limits, published::add)) {
      for (int i = 0; i < 10; i++) {
        answers.add(store.insert(batchOf(site, i)));
      }
      assertThat(answers.get(9).getNow(new InsertOutcome.SiteGone()))
          .isInstanceOf(InsertOutcome.TryLater.class);
      release(held);
      for (CompletableFuture<InsertOutcome> answer : answers) {
        InsertOutcome outcome = answer.get(30, TimeUnit.SECONDS);
        assertThat(outcome)
            .isInstanceOfAny(InsertOutcome.Stored.class, InsertOutcome.TryLater.class);
      }
    }
    assertThat(published).isNotEmpty().containsOnly(site);
    assertThat(answers.stream().filter(a -> a.join() instanceof InsertOutcome.Stored).count())
        .isBetween(1L, 4L);
  }

  @Test
  void aRowThatSomebodyHoldsStopsItsOwnSiteOnly(Database database) throws Exception {
    TestData data = new TestData(database);
    long held = data.site(data.organization());
    long free = data.site(data.organization());
    Clock clock = Clock.fixed(TestDatabase.NOW, ZoneOffset.UTC);
    IngestLimits limits = new IngestLimits(1024, 1024, 10, 1000, 2000, 1, 1000);
    try (Connection somebody = database.dataSource().getConnection();
        ReadingStore store = new ReadingStore(database.jdbi(), clock, limits, site -> {})) {
      somebody.setAutoCommit(false);
      try (var update = somebody.prepareStatement("UPDATE sites SET name = name WHERE id = ?")) {
        update.setLong(1, held);
        update.executeUpdate();
      }
      CompletableFuture<InsertOutcome> waits = store.insert(batchOf(held, 100));
      CompletableFuture<InsertOutcome> goes = store.insert(batchOf(free, 100));
      assertThat(goes.get(20, TimeUnit.SECONDS)).isInstanceOf(InsertOutcome.Stored.class);
      assertThat(waits.get(20, TimeUnit.SECONDS)).isInstanceOf(InsertOutcome.TryLater.class);
      somebody.rollback();
      assertThat(store.insert(batchOf(held, 100)).get(20, TimeUnit.SECONDS))
          .isInstanceOf(InsertOutcome.Stored.class);
    }
  }

  private static ReadingBatch batchOf(long site, int number) {
    ReadingRows rows = new ReadingRows();
    float[] row = new float[ReadingRows.MEASURES];
    Arrays.fill(row, Float.NaN);
    for (int i = 0; i < 6; i++) {
      rows.add(i, ItemJudge.micros(TestDatabase.NOW.minusSeconds(number * 10L + i)), row, null);
    }
    return new ReadingBatch(
        site, new BatchId("0".repeat(32), number, "0".repeat(64)), rows, List.of(), List.of());
  }
}
