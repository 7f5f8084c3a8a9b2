package org.busbar.poller.modbus;

import java.time.Duration;

/**
 * How one device wants to be talked to.
 *
 * @param timeout of a whole exchange and of connecting, 1 ms to 60 s
 * @param connectDelay between connecting and the first request, 0 to 60 s
 * @param requestPause between an answer and the next request, 0 to 60 s
 * @param compatibility which irregular answers pass
 */
public record LinkOptions(
    Duration timeout, Duration connectDelay, Duration requestPause, Compatibility compatibility) {
  private static final Duration MOST = Duration.ofSeconds(60);

  /** Irregular answers that some devices need to pass. */
  public enum Compatibility {
    /** Transaction id, protocol id and unit id must be those of the request. */
    NONE,
    /**
     * As old jamod masters: any transaction id, and unit id 0, pass. Safe because each request has
     * a fresh connection of its own, on which no older answer can arrive.
     */
    JAMOD
  }

  public LinkOptions {
    if (timeout.toMillis() < 1 || timeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("timeout " + timeout + " is not in 1 ms..60 s");
    }
    for (Duration pause : new Duration[] {connectDelay, requestPause}) {
      if (pause.isNegative() || pause.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("pause " + pause + " is not in 0..60 s");
      }
    }
  }
}
