package org.busbar.poller.forward;

import java.time.Duration;
import java.util.List;
import org.busbar.poller.outbox.Reject;

/** What came of one attempt to deliver a batch. */
public sealed interface Delivery {

  /**
   * The centre has committed it and proved so.
   *
   * @param rejects items that it refuses for good, each with its reason
   */
  record Accepted(List<Reject> rejects) implements Delivery {
    public Accepted {
      rejects = List.copyOf(rejects);
    }
  }

  /**
   * Nothing is lost; the same bytes are due again later.
   *
   * @param delay from now, monotonic
   * @param reason in words, stable while the cause is the same
   * @param alarm whether a person must act (a revoked key, an answer that is not the centre's)
   */
  record RetryLater(Duration delay, String reason, boolean alarm) implements Delivery {}

  /**
   * The centre itself refuses the whole batch for good.
   *
   * @param reason its problem, in its words
   */
  record Refused(String reason) implements Delivery {}

  /** Too large for the centre: half of it may pass. */
  record SplitNeeded() implements Delivery {}
}
