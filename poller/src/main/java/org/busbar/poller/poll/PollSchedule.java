package org.busbar.poller.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When to read: instants on the wall clock's multiples of the interval, waited for on the monotonic
 * clock. Ticks that passed while nobody asked are skipped, never made up for; no instant is given
 * twice in a row, whatever the wall clock does. One thread.
 */
public final class PollSchedule {
  private final long intervalMillis;
  private final Clock wall;
  private final LongSupplier nanoTime;
  private long lastMillis;
  private long lastNanos;
  private long lastOffset;
  private boolean started;

  /**
   * One tick.
   *
   * @param at aligned to the interval; the time of every value read for it
   * @param nanos when it is due on the monotonic clock, in its own arbitrary origin
   * @param stepped whether the wall clock jumped by half an interval or more since the last tick
   * @param skipped ticks that were missed before this one; 0 or more
   */
  public record Tick(Instant at, long nanos, boolean stepped, long skipped) {}

  /**
   * A schedule.
   *
   * @param interval more than 0, whole milliseconds
   * @param nanoTime the monotonic clock, ns
   */
  public PollSchedule(Duration interval, Clock wall, LongSupplier nanoTime) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval " + interval + " is below 1 ms");
    }
    this.intervalMillis = interval.toMillis();
    this.wall = wall;
    this.nanoTime = nanoTime;
  }

  /** The next tick: the first at once, then at most one and a half intervals from now. */
  public Tick next() {
    long nowMillis = wall.millis();
    long nowNanos = nanoTime.getAsLong();
    long offset = nowMillis * 1_000_000L - nowNanos;
    if (!started) {
      return first(nowMillis, nowNanos, offset);
    }
    long at = (Math.floorDiv(nowMillis, intervalMillis) + 1) * intervalMillis;
    long due = nowNanos + (at - nowMillis) * 1_000_000L;
    long half = intervalMillis * 500_000L;
    // A clock that was set back a little would give the same instant again, one set forward a
    // little the next one too soon.
    if (at == lastMillis || due - lastNanos < half) {
      at += intervalMillis;
      due += intervalMillis * 1_000_000L;
    }
    boolean stepped = Math.abs(offset - lastOffset) >= half;
    long skipped = stepped ? 0 : Math.max(0, (at - lastMillis) / intervalMillis - 1);
    lastOffset = offset;
    lastMillis = at;
    lastNanos = due;
    return new Tick(Instant.ofEpochMilli(at), due, stepped, skipped);
  }

  /** An installer waits for it: now, on the whole second if readings are that far apart. */
  private Tick first(long nowMillis, long nowNanos, long offset) {
    long grain = Math.min(1_000, intervalMillis);
    started = true;
    lastOffset = offset;
    lastMillis = nowMillis / grain * grain;
    lastNanos = nowNanos;
    return new Tick(Instant.ofEpochMilli(lastMillis), nowNanos, false, 0);
  }
}
