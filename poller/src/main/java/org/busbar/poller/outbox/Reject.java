package org.busbar.poller.outbox;

import java.util.Objects;

/**
 * An item that the centre refuses for good.
 *
 * @param sequence the item's
 * @param reason code and detail as the centre gave them
 */
public record Reject(long sequence, String reason) {
  public Reject {
    Objects.requireNonNull(reason);
  }
}
