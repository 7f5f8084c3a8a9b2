package org.busbar.poller.outbox;

import java.util.Objects;

/**
 * A batch on its way. Its number stands for these bytes for ever.
 *
 * @param outboxId 32 hex digits
 * @param number 1 or more, never reused
 * @param body the JSON as it was built, not compressed
 * @param digest SHA-256 of the body, 64 hex digits
 * @param items readings and equipment in it, 1 or more
 */
// Arrays compare by identity; nothing compares batches, and a copy of up to a megabyte is dear.
@SuppressWarnings("ArrayRecordComponent")
public record ReadingBatch(String outboxId, long number, byte[] body, String digest, int items) {

  public ReadingBatch {
    Objects.requireNonNull(body);
    if (!outboxId.matches("[0-9a-f]{32}") || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("batch " + number + ": id or digest is not hex");
    }
    if (number < 1 || items < 1) {
      throw new IllegalArgumentException("batch " + number + " of " + items + " items");
    }
  }
}
