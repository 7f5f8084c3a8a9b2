package org.busbar.central.ingest;

import java.time.Duration;
import java.util.List;

/** What became of a request's readings. */
sealed interface InsertOutcome {
  /**
   * Committed, now or when the same batch came before.
   *
   * @param accepted items stored by this batch, 0 or more
   * @param duplicate items that were stored before with the same values, 0 or more
   * @param conflict items that were stored before with other values; the first stays, 0 or more
   * @param replayed whether this is the answer of an earlier commit
   * @param readingId id of the first reading's row; 0 = the request has none
   */
  record Stored(
      int accepted,
      int duplicate,
      int conflict,
      List<Rejection> rejected,
      boolean replayed,
      long readingId)
      implements InsertOutcome {}

  /** The ledger holds another body under the same batch number. */
  record OtherDigest(String storedDigest) implements InsertOutcome {}

  /** The site was deleted after its key was checked. */
  record SiteGone() implements InsertOutcome {}

  /** Nothing is stored; the same request may be sent again after {@code pause}, 1 s or more. */
  record TryLater(String why, Duration pause) implements InsertOutcome {}

  /** Nothing is stored; the cause is a fault of the server or of this very request. */
  record Failed(Exception cause) implements InsertOutcome {}
}
