package org.busbar.central.ingest;

/**
 * What one request may hold and how much may wait, so that memory stays flat.
 *
 * @param maxWireBytes bytes of a body as sent, 1024 to 64 Mi
 * @param maxExpandedBytes bytes of a body once expanded, at least {@code maxWireBytes}
 * @param maxItems readings and equipment readings of one batch, 1 to 100,000
 * @param maxGroupRows rows committed together at most, 1 to 1,000,000
 * @param maxQueuedRows rows that may wait for a commit; beyond it requests get 503
 * @param committers threads that commit, 1 to 8
 * @param rowsPerSecond rows a second that one key may send on average; beyond it 429
 */
public record IngestLimits(
    int maxWireBytes,
    int maxExpandedBytes,
    int maxItems,
    int maxGroupRows,
    int maxQueuedRows,
    int committers,
    int rowsPerSecond) {

  public IngestLimits {
    check("maxWireBytes", maxWireBytes, 1024, 64 << 20);
    check("maxExpandedBytes", maxExpandedBytes, maxWireBytes, 1 << 30);
    check("maxItems", maxItems, 1, 100_000);
    check("maxGroupRows", maxGroupRows, 1, 1_000_000);
    check("maxQueuedRows", maxQueuedRows, maxItems, 10_000_000);
    check("committers", committers, 1, 8);
    check("rowsPerSecond", rowsPerSecond, 1, 10_000_000);
  }

  /** 1 MiB on the wire, 16 MiB expanded, 5,000 items, 100,000 rows waiting. */
  public static IngestLimits defaults() {
    return new IngestLimits(1 << 20, 16 << 20, 5_000, 10_000, 100_000, 2, 10_000);
  }

  /** These limits with another number of committing threads, 1 to 8. */
  public IngestLimits withCommitters(int threads) {
    return new IngestLimits(
        maxWireBytes,
        maxExpandedBytes,
        maxItems,
        maxGroupRows,
        maxQueuedRows,
        threads,
        rowsPerSecond);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d; it must be %d to %d".formatted(name, value, min, max));
    }
  }
}
