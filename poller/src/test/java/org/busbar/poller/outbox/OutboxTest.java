package org.busbar.poller.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final String BOOT = "0123456789abcdef0123456789abcdef";
  private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  @Test
  void sequencesGrowAndAreNeverReusedEvenAfterEverythingIsDeleted() throws Exception {
    long last;
    try (Outbox outbox = open(limits(500, Duration.ZERO))) {
      assertThat(append(outbox, 0)).isEqualTo(1);
      last = append(outbox, 1);
      outbox.acknowledge(next(outbox), List.of());
      now.set(START.plusSeconds(1));
      outbox.housekeep();
      assertThat(outbox.status().depth()).isZero();
    }
    try (Outbox outbox = open(limits(500, Duration.ZERO))) {
      assertThat(append(outbox, 2)).isGreaterThan(last);
    }
  }

  @Test
  void batchKeepsItsBytesThroughFailuresAndRestarts() throws Exception {
    ReadingBatch first;
    try (Outbox outbox = open(limits(3, Duration.ofDays(1)))) {
      for (int i = 0; i < 8; i++) {
        append(outbox, i);
      }
      first = next(outbox);
      outbox.failed(first);
      append(outbox, 99);
    }
    try (Outbox outbox = open(limits(500, Duration.ofDays(1)))) {
      ReadingBatch again = next(outbox);
      assertThat(again.number()).isEqualTo(first.number());
      assertThat(again.digest()).isEqualTo(first.digest());
      assertThat(again.body()).isEqualTo(first.body());
    }
  }

  @Test
  void bodyIsTheWireFormat() throws Exception {
    try (Outbox outbox = open(OutboxLimits.DEFAULT)) {
      List<Item> items =
          List.of(
              new Item(
                  Item.Kind.READING,
                  START,
                  "{\"v\":{\"gridPowerKw\":-1.5},\"meta\":{\"dataQuality\":\"good\"}}"),
              new Item(
                  Item.Kind.EQUIPMENT,
                  START,
                  "{\"name\":\"meter\",\"values\":{\"grid.power\":-1500}}"));
      outbox.append(new Take(items, Map.of("meter", "{\"value\":1}"), BOOT, "SYNCED"));
      append(outbox, 10);
      JsonNode body = new ObjectMapper().readTree(next(outbox).body());
      assertThat(body.toString())
          .isEqualTo(
              ("{'outboxId':'"
                      + outbox.id()
                      + "','batch':1,'bootId':'"
                      + BOOT
                      + "','clock':'SYNCED','measures':['batteryVoltage','gridPowerKw'],"
                      + "'readings':[{'seq':1,'t':1780308000000,'v':[null,-1.5],"
                      + "'meta':{'dataQuality':'good'}},"
                      + "{'seq':3,'t':1780308010000,'v':[500.5,null],'meta':{}}],"
                      + "'equipment':[{'seq':2,'t':1780308000000,'name':'meter',"
                      + "'values':{'grid.power':-1500}}]}")
                  .replace('\'', '"'));
      assertThat(outbox.baselines()).containsEntry("meter", "{\"value\":1}");
    }
  }

  @Test
  void newestReadingGoesFirstThenTheBacklogOldestFirstByTurns() throws Exception {
    try (Outbox outbox = open(limits(2, Duration.ofDays(1)))) {
      for (int i = 0; i < 7; i++) {
        append(outbox, i);
      }
      List<List<Long>> order = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        if (i == 3) {
          append(outbox, 8);
        }
        ReadingBatch batch = next(outbox);
        order.add(sequences(batch));
        outbox.acknowledge(batch, List.of());
      }
      assertThat(order)
          .containsExactly(
              List.of(7L), List.of(1L, 2L), List.of(3L, 4L), List.of(8L), List.of(5L, 6L));
    }
  }

  @Test
  void readingsOfDifferentClockStatesDoNotShareABatch() throws Exception {
    try (Outbox outbox = open(OutboxLimits.DEFAULT)) {
      outbox.append(new Take(List.of(item(0)), Map.of(), BOOT, "UNSYNCED"));
      outbox.append(new Take(List.of(item(1)), Map.of(), BOOT, "SYNCED"));
      assertThat(sequences(next(outbox))).containsExactly(1L);
    }
  }

  @Test
  void rejectsAndRefusalsAreSetAsideWithTheirReason() throws Exception {
    try (Outbox outbox = open(limits(2, Duration.ofDays(1)))) {
      for (int i = 0; i < 4; i++) {
        append(outbox, i);
      }
      ReadingBatch live = next(outbox);
      outbox.acknowledge(live, List.of(new Reject(sequences(live).get(0), "too-new: clock")));
      outbox.setAside(next(outbox), "422 bad-batch");
      assertThat(outbox.status().quarantined()).isEqualTo(3);
      assertThat(outbox.status().depth()).isEqualTo(1);
    }
  }

  @Test
  void batchThatIsTooLargeIsHalvedUnderNewNumbersDownToOneItemThatIsSetAside() throws Exception {
    try (Outbox outbox = open(limits(4, Duration.ofDays(1)))) {
      for (int i = 0; i < 4; i++) {
        append(outbox, i);
      }
      ReadingBatch whole = next(outbox);
      outbox.split(whole);
      ReadingBatch live = next(outbox);
      assertThat(live.number()).isGreaterThan(whole.number());
      outbox.acknowledge(live, List.of());
      ReadingBatch half = next(outbox);
      assertThat(half.items()).isEqualTo(2);
      outbox.split(half);
      outbox.split(next(outbox));
      assertThat(outbox.status().quarantined()).isEqualTo(1);
      assertThat(outbox.status().depth()).isEqualTo(2);
    }
  }

  @Test
  void batchThatOnlyFailsWhileOthersPassIsParkedNotLost() throws Exception {
    try (Outbox outbox = open(limits(1, Duration.ofDays(1)))) {
      append(outbox, 0);
      ReadingBatch poison = next(outbox);
      for (int i = 1; i <= 14; i++) {
        outbox.failed(poison);
        append(outbox, i);
        ReadingBatch other = next(outbox);
        while (other.number() == poison.number()) {
          outbox.failed(poison);
          other = next(outbox);
        }
        outbox.acknowledge(other, List.of());
        now.set(now.get().plus(Duration.ofMinutes(10)));
      }
      assertThat(outbox.status().parked()).isEqualTo(1);
      assertThat(outbox.status().depth()).isEqualTo(1);
    }
    try (Outbox outbox = open(limits(1, Duration.ofDays(1)))) {
      assertThat(outbox.nextBatch()).isPresent();
    }
  }

  @Test
  void weekWithoutTheCentreParksNothing() throws Exception {
    try (Outbox outbox = open(limits(500, Duration.ofDays(1)))) {
      for (int i = 0; i < 200; i++) {
        append(outbox, i);
        outbox.failed(next(outbox));
        now.set(now.get().plus(Duration.ofHours(1)));
      }
      int delivered = 0;
      while (outbox.status().depth() > 0) {
        ReadingBatch batch = next(outbox);
        delivered += batch.items();
        outbox.acknowledge(batch, List.of());
      }
      assertThat(delivered).isEqualTo(200);
      assertThat(outbox.status().parked()).isZero();
    }
  }

  @Test
  void boundInBytesDropsTheOldestAndCountsIt() throws Exception {
    OutboxLimits small = new OutboxLimits(256 << 10, 500, Duration.ofDays(1));
    String payload = "{\"v\":{},\"meta\":{\"note\":\"" + "x".repeat(2_000) + "\"}}";
    try (Outbox outbox = open(small)) {
      for (int i = 0; i < 400; i++) {
        Item item = new Item(Item.Kind.READING, START.plusSeconds(i), payload);
        outbox.append(new Take(List.of(item), Map.of(), BOOT, "SYNCED"));
      }
      OutboxStatus status = outbox.status();
      assertThat(status.bytes()).isLessThan(300 << 10);
      assertThat(status.dropped()).isEqualTo(400 - status.depth()).isPositive();
      assertThat(status.oldest()).isAfter(START);
    }
  }

  @Test
  void secondProcessIsTurnedAway() throws Exception {
    try (Outbox outbox = open(OutboxLimits.DEFAULT)) {
      assertThat(outbox.id()).matches("[0-9a-f]{32}");
      assertThatThrownBy(() -> open(OutboxLimits.DEFAULT))
          .isInstanceOf(OutboxUnusable.class)
          .hasMessageContaining("in use by another busbar-poller");
    }
  }

  @Test
  void fileThatIsNoOutboxIsRefusedAndLeftAlone() throws IOException {
    Path file = folder.resolve("outbox.db");
    String garbage = "this is not a database, but someone's letter".repeat(100);
    Files.writeString(file, garbage);
    assertThatThrownBy(() -> open(OutboxLimits.DEFAULT)).isInstanceOf(OutboxUnusable.class);
    assertThat(file).hasContent(garbage);
  }

  private Outbox open(OutboxLimits limits) throws OutboxUnusable {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return Outbox.open(folder.resolve("outbox.db"), limits, clock);
  }

  private static OutboxLimits limits(int items, Duration keep) {
    return new OutboxLimits(4L << 30, items, keep);
  }

  private static long append(Outbox outbox, int second) {
    Appended appended = outbox.append(new Take(List.of(item(second)), Map.of(), BOOT, "SYNCED"));
    assertThat(appended).isInstanceOf(Appended.Taken.class);
    return ((Appended.Taken) appended).sequence();
  }

  private static Item item(int second) {
    return new Item(
        Item.Kind.READING,
        START.plusSeconds(second),
        "{\"v\":{\"batteryVoltage\":500.5},\"meta\":{}}");
  }

  private static ReadingBatch next(Outbox outbox) {
    return outbox.nextBatch().orElseThrow();
  }

  private static List<Long> sequences(ReadingBatch batch) throws IOException {
    List<Long> sequences = new ArrayList<>();
    new ObjectMapper()
        .readTree(batch.body())
        .path("readings")
        .forEach(r -> sequences.add(r.path("seq").asLong()));
    return sequences;
  }
}
