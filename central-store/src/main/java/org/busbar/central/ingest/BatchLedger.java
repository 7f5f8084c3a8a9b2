package org.busbar.central.ingest;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads what the ledger says. */
final class BatchLedger {
  private BatchLedger() {}

  /**
   * Which of the offered batches the ledger took.
   *
   * @param siteExists by ordinal
   * @param taken by ordinal; without an outbox there is nothing to take, and it counts as taken
   */
  record Claims(BitSet siteExists, BitSet taken) {
    static Claims of(Query query) {
      BitSet exists = new BitSet();
      BitSet taken = new BitSet();
      query
          .map(
              (row, context) -> {
                exists.set(row.getInt("ordinal"), row.getBoolean("site_exists"));
                taken.set(row.getInt("ordinal"), row.getBoolean("taken"));
                return 1;
              })
          .list();
      taken.and(exists);
      return new Claims(exists, taken);
    }
  }

  /** The answer to a batch that the ledger holds already; empty = it does not hold it. */
  static Optional<InsertOutcome> stored(Handle handle, long siteId, BatchId id) {
    return handle
        .createQuery(Sql.load("queries/stored_batch"))
        .bind("site_id", siteId)
        .bind("outbox_id", id.outboxId())
        .bind("number", id.number())
        .map(
            (row, context) -> {
              String digest = row.getString("digest");
              String rejected = row.getString("rejected");
              List<Rejection> list = rejected == null ? List.of() : Receipt.rejected(rejected);
              return digest.equals(id.digest())
                  ? new InsertOutcome.Stored(
                      row.getInt("accepted"),
                      row.getInt("duplicate"),
                      row.getInt("conflict"),
                      list,
                      true,
                      0)
                  : (InsertOutcome) new InsertOutcome.OtherDigest(digest);
            })
        .findOne();
  }
}
