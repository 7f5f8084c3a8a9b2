package org.busbar.central.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.busbar.points.Measure;

/**
 * A whole HTTP request with a batch of 100 readings of 21 measures, in which only digits change
 * from one request to the next, so that the client costs next to nothing.
 */
final class BatchTemplate {
  /** Readings of one request. */
  static final int READINGS = 100;

  /** Between two readings, ms. */
  static final long STEP_MILLIS = 10_000;

  private static final int SITE_DIGITS = 12;
  private static final long FIRST_NUMBER = 1_000_000_000L;

  private final byte[] request;
  private final int keyId;
  private final int secretEnd;
  private final int outbox;
  private final int site;
  private final int number;
  private final int[] instants = new int[READINGS];

  BatchTemplate(long seed) {
    String body = body(new Random(seed));
    String text =
        "POST /api/v1/batches HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer busbar_"
            + "0".repeat(12)
            + "_"
            + "0".repeat(43)
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    request = text.getBytes(StandardCharsets.US_ASCII);
    keyId = text.indexOf("busbar_") + 7;
    secretEnd = keyId + 12 + 1 + 43;
    outbox = text.indexOf("\"outboxId\":\"") + 12;
    site = text.indexOf("\"siteId\":") + 9;
    number = text.indexOf("\"batch\":") + 8;
    int at = 0;
    for (int i = 0; i < READINGS; i++) {
      at = text.indexOf("\"t\":", at) + 4;
      instants[i] = at;
    }
  }

  private static String body(Random random) {
    String names =
        Stream.of(Measure.values())
            .map(measure -> '"' + measure.jsonKey() + '"')
            .collect(Collectors.joining(","));
    String readings =
        Stream.iterate(0, i -> i < READINGS, i -> i + 1)
            .map(
                i ->
                    "{\"seq\":%d,\"t\":%d,\"v\":[%s]}"
                        .formatted(i, FIRST_NUMBER * 1000, values(random)))
            .collect(Collectors.joining(","));
    // The server ignores siteId: a key has one site. The baseline has no keys and needs it.
    return "{\"outboxId\":\"%s\",\"siteId\":%d,\"batch\":%d,\"measures\":[%s],\"readings\":[%s]}"
        .formatted("0".repeat(32), 100_000_000_000L, FIRST_NUMBER, names, readings);
  }

  private static String values(Random random) {
    return Stream.of(Measure.values())
        .map(
            measure -> {
              double width = Math.min(measure.max(), 600) - Math.max(measure.min(), 0);
              return String.format(
                  Locale.ROOT, "%.2f", Math.max(measure.min(), 0) + random.nextDouble() * width);
            })
        .collect(Collectors.joining(","));
  }

  /**
   * The request for one batch; the array is the same each time.
   *
   * @param siteId id of the site, whose key is its number
   * @param batch number of the batch within the site's outbox, 0 or more
   * @param firstInstant of its first reading, ms since 1970 UTC
   */
  byte[] request(long siteId, long batch, long firstInstant) {
    digits(keyId + SITE_DIGITS, siteId, SITE_DIGITS);
    digits(secretEnd, siteId, SITE_DIGITS);
    digits(outbox + 32, siteId, SITE_DIGITS);
    // A JSON number has no leading zero: the first of the twelve digits stays 1.
    digits(site + SITE_DIGITS, siteId, SITE_DIGITS - 1);
    digits(number + 10, batch, 9);
    for (int i = 0; i < READINGS; i++) {
      digits(instants[i] + 13, firstInstant + i * STEP_MILLIS, 13);
    }
    return request;
  }

  /** Writes a number so that it ends before the position. */
  private void digits(int end, long value, int digits) {
    long rest = value;
    for (int at = end - 1; at >= end - digits; at--) {
      request[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** The site's id from the field siteId of a body. */
  static long siteId(long field) {
    return field % 100_000_000_000L;
  }
}
