package org.busbar.central.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings to one site, judged: only {@code rows} and {@code equipment} are stored.
 *
 * @param siteId the site of the key, never of the body
 * @param id which batch; null = a single reading that has no ledger
 */
record ReadingBatch(
    long siteId,
    @Nullable BatchId id,
    ReadingRows rows,
    List<EquipmentRow> equipment,
    List<Rejection> rejected) {

  /** Rows to store. */
  int size() {
    return rows.size() + equipment.size();
  }
}
