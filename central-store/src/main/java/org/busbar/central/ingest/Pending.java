package org.busbar.central.ingest;

import java.util.concurrent.CompletableFuture;

/** A request that waits for its commit. */
record Pending(ReadingBatch batch, CompletableFuture<InsertOutcome> answer) {
  Pending(ReadingBatch batch) {
    this(batch, new CompletableFuture<>());
  }

  /** What the ledger knows the batch by; empty = it has no ledger. */
  String ledgerKey() {
    BatchId id = batch.id();
    return id == null ? "" : batch.siteId() + "/" + id.outboxId() + "/" + id.number();
  }
}
