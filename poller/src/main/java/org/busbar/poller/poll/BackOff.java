package org.busbar.poller.poll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A circuit breaker for one unit or connection: after a failure it stays shut for 1 s, 2 s, 4 s …
 * 60 s with jitter, then lets one probe through. One thread.
 */
final class BackOff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 60_000;

  private final RandomGenerator random;
  private int failures;
  private long openAt;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** Whether to try now, on the monotonic clock in ns. */
  boolean allows(long nowNanos) {
    return failures == 0 || nowNanos - openAt >= 0;
  }

  /** Whether the last try failed. */
  boolean failing() {
    return failures > 0;
  }

  void succeeded() {
    failures = 0;
  }

  /** Notes a failure and returns how long it stays shut: 50 % to 100 % of the step. */
  Duration failed(long nowNanos) {
    long step = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, 16));
    failures++;
    Duration wait = Duration.ofMillis(step / 2 + random.nextLong(step / 2 + 1));
    openAt = nowNanos + wait.toNanos();
    return wait;
  }
}
