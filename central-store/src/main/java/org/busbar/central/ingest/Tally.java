package org.busbar.central.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.Handle;

/** Counts, for each request of a group, what became of its items. */
final class Tally {
  private final Group group;
  private final int[] accepted;
  private final int[] duplicates;
  private final int[] conflicts;
  private final long[] readingIds;

  Tally(Group group) {
    this.group = group;
    int size = group.requests().size();
    accepted = new int[size];
    duplicates = new int[size];
    conflicts = new int[size];
    readingIds = new long[size];
  }

  /** An item was stored; the id is that of its row, 0 for equipment. */
  void accepted(int request, long id) {
    accepted[request]++;
    firstId(request, id);
  }

  /** An item was stored before. */
  void known(int request, long id, boolean differs) {
    if (differs) {
      conflicts[request]++;
    } else {
      duplicates[request]++;
    }
    firstId(request, id);
  }

  private void firstId(int request, long id) {
    if (readingIds[request] == 0) {
      readingIds[request] = id;
    }
  }

  /** Sites of which something was accepted. */
  LongStream acceptingSites() {
    return IntStream.range(0, accepted.length)
        .filter(i -> accepted[i] > 0)
        .mapToLong(i -> group.requests().get(i).batch().siteId());
  }

  /** Writes the counts into the ledger. */
  void write(Handle handle) {
    int[] ledger =
        IntStream.range(0, accepted.length)
            .filter(i -> group.requests().get(i).batch().id() != null)
            .toArray();
    if (ledger.length == 0) {
      return;
    }
    List<BatchId> ids = new ArrayList<>();
    for (int i : ledger) {
      BatchId id = group.requests().get(i).batch().id();
      if (id != null) {
        ids.add(id);
      }
    }
    handle
        .createUpdate(Sql.load("commands/count_batches"))
        .bind(
            "site_ids",
            GroupColumns.longs(
                IntStream.of(ledger).mapToLong(i -> group.requests().get(i).batch().siteId())))
        .bind(
            "outbox_ids",
            new SqlColumn("text", ids.stream().map(BatchId::outboxId).toArray(String[]::new)))
        .bind("numbers", GroupColumns.longs(ids.stream().mapToLong(BatchId::number)))
        .bind("accepted", of(ledger, accepted))
        .bind("duplicates", of(ledger, duplicates))
        .bind("conflicts", of(ledger, conflicts))
        .execute();
  }

  private static SqlColumn of(int[] requests, int[] counts) {
    return new SqlColumn("int4", IntStream.of(requests).map(i -> counts[i]).toArray());
  }

  Map<Pending, InsertOutcome> outcomes() {
    Map<Pending, InsertOutcome> outcomes = new HashMap<>();
    for (int i = 0; i < accepted.length; i++) {
      Pending request = group.requests().get(i);
      outcomes.put(
          request,
          new InsertOutcome.Stored(
              accepted[i],
              duplicates[i],
              conflicts[i],
              request.batch().rejected(),
              false,
              readingIds[i]));
    }
    return outcomes;
  }
}
