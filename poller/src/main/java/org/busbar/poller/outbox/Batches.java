package org.busbar.poller.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.busbar.poller.outbox.BatchBody.Stored;
import org.jspecify.annotations.Nullable;

/** The batches of an outbox: which items go together, in which order, and how each one ended. */
final class Batches {
  /** A batch that failed this often no longer holds up the next one. */
  private static final int PATIENT_ATTEMPTS = 3;

  private static final int OPEN_BATCHES = 4;

  /** A batch that fails this often, this long, while others pass is parked. */
  private static final int PARK_AFTER = 10;

  private static final long PARK_AFTER_MILLIS = 3_600_000;

  private final Outbox outbox;
  private final String outboxId;
  private final int mostItems;
  private boolean newestFirst = true;

  Batches(Outbox outbox, String outboxId, int mostItems) {
    this.outbox = outbox;
    this.outboxId = outboxId;
    this.mostItems = mostItems;
  }

  Optional<ReadingBatch> next() {
    Optional<ReadingBatch> eager = open(PATIENT_ATTEMPTS);
    if (eager.isPresent()) {
      return eager;
    }
    if (outbox.number("SELECT count(*) FROM batch WHERE state='open'") < OPEN_BATCHES) {
      Optional<ReadingBatch> fresh = build(pick());
      if (fresh.isPresent()) {
        return fresh;
      }
    }
    return open(Long.MAX_VALUE);
  }

  private Optional<ReadingBatch> open(long attemptsBelow) {
    List<List<@Nullable Object>> rows = outbox.rows(OutboxSchema.OPEN_BATCH, attemptsBelow);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> row = rows.get(0);
    if (!(row.get(1) instanceof byte[] body)) {
      throw new IllegalStateException("batch " + row.get(0) + " has lost its body");
    }
    return Optional.of(
        new ReadingBatch(
            outboxId, integer(row.get(0)), body, text(row.get(2)), (int) integer(row.get(3))));
  }

  private List<Stored> pick() {
    int most = outbox.recall("item_limit").map(Integer::parseInt).orElse(mostItems);
    List<Stored> oldest = items(OutboxSchema.OLDEST_UNSENT, most + 1);
    boolean backlog = oldest.size() > most;
    boolean live = backlog && newestFirst;
    List<Stored> newest = live ? items(OutboxSchema.NEWEST_UNSENT, most) : List.of();
    newestFirst = newest.isEmpty();
    return alike(newest.isEmpty() ? oldest : newest, most);
  }

  /** The batch says boot id and clock state once, so its items must share them. */
  private static List<Stored> alike(List<Stored> items, int most) {
    List<Stored> alike = new ArrayList<>();
    for (Stored item : items) {
      Stored first = items.get(0);
      if (alike.size() == most
          || !first.bootId().equals(item.bootId())
          || !first.clock().equals(item.clock())) {
        break;
      }
      alike.add(item);
    }
    return alike;
  }

  private List<Stored> items(String sql, int most) {
    List<Stored> items = new ArrayList<>();
    for (List<@Nullable Object> row : outbox.rows(sql, most)) {
      items.add(
          new Stored(
              integer(row.get(0)),
              integer(row.get(1)),
              Item.Kind.valueOf(text(row.get(2))),
              text(row.get(3)),
              text(row.get(4)),
              text(row.get(5))));
    }
    return items;
  }

  private Optional<ReadingBatch> build(List<Stored> items) {
    if (items.isEmpty()) {
      return Optional.empty();
    }
    long number =
        outbox.number("INSERT INTO batch(items) VALUES (?) RETURNING number", items.size());
    byte[] body = BatchBody.of(outboxId, number, items);
    String digest = BatchBody.digest(body);
    outbox.update("UPDATE batch SET body=?, digest=? WHERE number=?", body, digest, number);
    for (Stored item : items) {
      outbox.update("UPDATE item SET batch=? WHERE seq=?", number, item.sequence());
    }
    return Optional.of(new ReadingBatch(outboxId, number, body, digest, items.size()));
  }

  int acknowledge(ReadingBatch batch, List<Reject> rejects, long now) {
    for (Reject reject : rejects) {
      outbox.update(
          OutboxSchema.QUARANTINE_ITEM, reject.reason(), now, reject.sequence(), batch.number());
    }
    close(batch, "acknowledged", now);
    outbox.update(OutboxSchema.OVERTAKE);
    return outbox.update(OutboxSchema.PARK, PARK_AFTER, now - PARK_AFTER_MILLIS);
  }

  int setAside(ReadingBatch batch, String reason, long now) {
    outbox.update(OutboxSchema.QUARANTINE_BATCH, reason, now, batch.number());
    return close(batch, "refused", now);
  }

  int split(ReadingBatch batch, long now) {
    if (batch.items() == 1) {
      return setAside(batch, "413: a single item is too large for the centre", now);
    }
    outbox.remember("item_limit", Integer.toString(batch.items() / 2));
    outbox.update(OutboxSchema.FREE_ITEMS, batch.number());
    return close(batch, "split", now);
  }

  private int close(ReadingBatch batch, String state, long now) {
    outbox.update(OutboxSchema.CLOSE_ITEMS, now, batch.number());
    return outbox.update(OutboxSchema.CLOSE_BATCH, state, now, batch.number());
  }

  private static long integer(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException("not a number in the outbox: " + value);
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
