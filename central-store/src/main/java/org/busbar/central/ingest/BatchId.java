package org.busbar.central.ingest;

import java.util.regex.Pattern;

/**
 * Which batch of which outbox, and what it holds.
 *
 * @param outboxId 32 hexadecimal digits, made with the outbox file
 * @param number 0 or more, never used twice within the outbox
 * @param digest SHA-256 of the uncompressed body, 64 hexadecimal digits
 */
record BatchId(String outboxId, long number, String digest) {
  private static final Pattern OUTBOX = Pattern.compile("[0-9a-f]{32}");

  static boolean isOutboxId(String text) {
    return OUTBOX.matcher(text).matches();
  }
}
