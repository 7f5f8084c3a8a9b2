package org.busbar.central.ingest;

import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Commits a group in the hope that all of it is new, which is nearly always so: one statement for
 * everything beside the readings, one binary COPY for the readings. A reading that is stored
 * already fails the transaction, and {@link CarefulCommit} takes the group. One for each thread.
 */
final class FreshCommit {
  private final ReadingIds ids;
  private final CopyRows rows = new CopyRows();

  FreshCommit(ReadingIds ids) {
    this.ids = ids;
  }

  /**
   * Commits the group within the handle's transaction, or rolls it back and answers nothing,
   * because a part of it is not new.
   *
   * @return by request of the group
   */
  Optional<List<InsertOutcome>> commit(Handle handle, Group group, Instant now)
      throws SQLException {
    long[] readingIds = ids.take(handle, group.size());
    int requests = group.requests().size();
    Query query = handle.createQuery(Sql.load("commands/commit_batches"));
    new BatchStatement(group, now).bind(query, readingIds, all(group.size()), all(requests));
    BatchLedger.Claims claims = BatchLedger.Claims.of(query);
    EquipmentGroup equipment = new EquipmentGroup(group);
    if (claims.taken().cardinality() < requests
        || equipment.insert(handle, now).size() < equipment.size()) {
      handle.rollback();
      return Optional.empty();
    }
    copy(handle, group, readingIds, now);
    return Optional.of(outcomes(group, readingIds));
  }

  private static BitSet all(int size) {
    BitSet all = new BitSet(size);
    all.set(0, size);
    return all;
  }

  private void copy(Handle handle, Group group, long[] readingIds, Instant now)
      throws SQLException {
    if (group.size() == 0) {
      return;
    }
    CopyIn copy =
        handle
            .getConnection()
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(Sql.load("commands/copy_readings"));
    try {
      rows.send(group, readingIds, ItemJudge.micros(now), copy);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static List<InsertOutcome> outcomes(Group group, long[] readingIds) {
    long[] first = new long[group.requests().size()];
    for (int reading = group.size() - 1; reading >= 0; reading--) {
      first[group.request(reading)] = readingIds[reading];
    }
    return IntStream.range(0, first.length)
        .mapToObj(request -> stored(group.requests().get(request).batch(), first[request]))
        .toList();
  }

  private static InsertOutcome stored(ReadingBatch batch, long readingId) {
    return new InsertOutcome.Stored(batch.size(), 0, 0, batch.rejected(), false, readingId);
  }
}
