package org.busbar.central.ingest;

import java.time.Instant;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.statement.SqlStatement;

/** Binds the parameters of {@code commands/commit_batches}. */
final class BatchStatement {
  private final Group group;
  private final Instant now;

  BatchStatement(Group group, Instant now) {
    this.group = group;
    this.now = now;
  }

  /**
   * Binds all of them.
   *
   * @param ids id of each reading of the group
   * @param fresh which readings are new
   * @param ledger which requests go into the ledger with the statement
   */
  void bind(SqlStatement<?> statement, long[] ids, BitSet fresh, BitSet ledger) {
    GroupColumns columns = new GroupColumns(group);
    statement.bind("now", now);
    int[] ordinals = ledger.stream().toArray();
    columns.bindBatches(statement, ordinals);
    statement.bind(
        "batch_accepted",
        new SqlColumn("int4", IntStream.of(ordinals).map(i -> batch(i).size()).toArray()));
    boolean[] seen = new boolean[ordinals.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = batch(ordinals[i]).size() > 0;
    }
    statement.bind("batch_seen", new SqlColumn("bool", seen));
    columns.bindDirty(statement, fresh);
    int[] latest = columns.latest(fresh);
    statement.bind("latest_ids", GroupColumns.longs(IntStream.of(latest).mapToLong(i -> ids[i])));
    statement.bind("latest_site_ids", columns.siteIds(latest));
    statement.bind("latest_instants", columns.instants(latest));
    statement.bind("latest_metadata", columns.metadata(latest));
    columns.bindMeasures(statement, latest);
    bindSeen(
        statement,
        IntStream.range(0, group.requests().size())
            .filter(i -> batch(i).size() > 0)
            .mapToLong(i -> batch(i).siteId()));
  }

  /** Binds the sites whose data was accepted. */
  static void bindSeen(SqlStatement<?> statement, LongStream siteIds) {
    statement.bind("seen_site_ids", GroupColumns.longs(siteIds.sorted().distinct()));
  }

  private ReadingBatch batch(int request) {
    return group.requests().get(request).batch();
  }
}
