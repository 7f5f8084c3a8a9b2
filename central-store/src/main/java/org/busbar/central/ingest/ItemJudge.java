package org.busbar.central.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.busbar.points.Measure;
import org.jspecify.annotations.Nullable;

/** Says of one item whether it may be stored, and if not, why. */
final class ItemJudge {
  /** A clock may be this far ahead of ours. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Measure[] MEASURES = Measure.values();

  private final Instant oldest;
  private final Instant newest;
  private final long oldestMicros;
  private final long newestMicros;
  private final int months;

  ItemJudge(Retention retention, Instant now) {
    this.oldest = retention.start(now);
    this.newest = now.plus(TOLERANCE);
    this.oldestMicros = micros(oldest);
    this.newestMicros = micros(newest);
    this.months = retention.months();
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }

  /** Why an instant of so many ms since 1970 UTC is refused; null = it is not. */
  @Nullable Rejection instant(long seq, long millis) {
    // Compared in ms first: a wild number would overflow in µs.
    if (millis < oldest.toEpochMilli()) {
      return tooOld(seq);
    }
    if (millis > newest.toEpochMilli()) {
      return tooNew(seq);
    }
    return instantMicros(seq, millis * 1000);
  }

  /** The same for µs since 1970 UTC. */
  @Nullable Rejection instantMicros(long seq, long micros) {
    if (micros < oldestMicros) {
      return tooOld(seq);
    }
    return micros > newestMicros ? tooNew(seq) : null;
  }

  private Rejection tooOld(long seq) {
    return new Rejection(
        seq,
        Rejection.TOO_OLD,
        "older than the retention of %d months, which starts at %s".formatted(months, oldest));
  }

  private Rejection tooNew(long seq) {
    return new Rejection(
        seq,
        Rejection.TOO_NEW,
        "more than 5 minutes ahead of the server's clock (accepted until %s)".formatted(newest));
  }

  /** Whether the value, in the measure's unit, is plausible; never so for NaN and infinities. */
  static boolean plausible(int measure, double value) {
    return value >= MEASURES[measure].min() && value <= MEASURES[measure].max();
  }

  /** Why a value is refused. */
  static String implausible(int measure, double value) {
    Measure of = MEASURES[measure];
    return String.format(
        Locale.ROOT,
        "%s is %s %s; it must be %s to %s",
        of.jsonKey(),
        value,
        of.unit(),
        of.min(),
        of.max());
  }
}
