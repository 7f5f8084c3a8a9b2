package org.busbar.poller.outbox;

import java.time.Duration;

/**
 * How much an outbox may hold.
 *
 * @param maxBytes bytes in use on disk before the oldest items are dropped; 256 KiB or more
 * @param batchItems items of one batch, 1 to 5,000 (the centre's limit)
 * @param keepAcknowledged how long an acknowledged item can still be replayed
 */
public record OutboxLimits(long maxBytes, int batchItems, Duration keepAcknowledged) {

  /** 4 GiB, 500 items, 24 hours. */
  public static final OutboxLimits DEFAULT = new OutboxLimits(4L << 30, 500, Duration.ofHours(24));

  public OutboxLimits {
    if (maxBytes < 256 << 10) {
      throw new IllegalArgumentException("maxBytes " + maxBytes + " is below 256 KiB");
    }
    if (batchItems < 1 || batchItems > 5_000) {
      throw new IllegalArgumentException("batchItems " + batchItems + " is not in 1..5000");
    }
    if (keepAcknowledged.isNegative()) {
      throw new IllegalArgumentException("keepAcknowledged is negative: " + keepAcknowledged);
    }
  }
}
