package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The energy of an interval: from lifetime counters, else integrated from power. Pure: memory goes
 * in and comes out. A doubtful counter gives no energy and keeps its baseline, so that what flowed
 * meanwhile comes with the next good reading; only a contradiction that lasts starts it anew.
 */
final class EnergyMeter {
  /** A contradiction must last this long, and be seen this often, to be believed. */
  private static final long BELIEVE_AFTER_MILLIS = Duration.ofMinutes(15).toMillis();

  private static final long BELIEVE_ZERO_AFTER_MILLIS = Duration.ofHours(24).toMillis();

  private static final int BELIEVE_AFTER_SEEN = 3;

  /** What a counter may advance at once whatever the power: counters of 1 kWh steps do. */
  private static final double STEP_WH = 1_100;

  private static final double HEADROOM = 1.2;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  /** Estimates do not reach over a longer silence. */
  private static final long ESTIMATE_MOST_MILLIS = Duration.ofMinutes(5).toMillis();

  private final long intervalMillis;

  /**
   * A meter.
   *
   * @param interval between readings, more than 0
   */
  EnergyMeter(Duration interval) {
    this.intervalMillis = interval.toMillis();
  }

  /**
   * An energy and the memory after it.
   *
   * @param wattHours of the interval; NaN with a reason
   * @param reason why there is none; null if there is one
   * @param span from the reading before; longer than an interval after an outage
   * @param gap whether it covers more than its own interval
   * @param memory to keep with the reading
   */
  record Energy(
      double wattHours,
      @Nullable String reason,
      Duration span,
      boolean gap,
      Map<String, Baseline> memory) {}

  /** One counter held against its baseline: an advance, or a reason against it. */
  private record Verdict(double advance, @Nullable String reason, boolean fresh, Baseline next) {}

  /** The energy that several counters agree on; all of them or none. */
  Energy count(Map<String, Baseline> memory, Instant at, List<Counter> counters) {
    long now = at.toEpochMilli();
    if (counters.stream().anyMatch(c -> Double.isNaN(c.wattHours()))) {
      return none("a counter is missing", Map.of());
    }
    Map<String, Baseline> doubted = new HashMap<>();
    Map<String, Baseline> counted = new HashMap<>();
    Map<String, Baseline> begun = new HashMap<>();
    double sum = 0;
    long oldest = now;
    String doubt = null;
    for (Counter counter : counters) {
      Baseline baseline = memory.get(counter.key());
      Verdict verdict = judge(counter, baseline, now);
      sum += counter.sign() * verdict.advance();
      oldest = Math.min(oldest, baseline == null ? now : baseline.atMillis());
      counted.put(counter.key(), Baseline.of(counter.wattHours(), now));
      if (verdict.fresh()) {
        begun.put(counter.key(), verdict.next());
      } else if (verdict.reason() != null) {
        doubt = verdict.reason();
        doubted.put(counter.key(), verdict.next());
      }
    }
    // The others keep their baselines too: what they count meanwhile belongs to the same sum.
    if (doubt != null) {
      return none(doubt, doubted);
    }
    if (!begun.isEmpty()) {
      return none("a counter begins", begun);
    }
    return new Energy(sum, null, Duration.ofMillis(now - oldest), isGap(now - oldest), counted);
  }

  private Verdict judge(Counter counter, @Nullable Baseline baseline, long now) {
    double value = counter.wattHours();
    if (baseline == null) {
      return new Verdict(0, "first reading of a counter", true, Baseline.of(value, now));
    }
    // Inverters that wake show 0 before their counter; SunSpec accumulators say "none" by 0.
    if (value == 0 && baseline.value() > 0) {
      return contradicted(counter, baseline, now, "reads 0");
    }
    double hours = Math.max(intervalMillis, now - baseline.atMillis()) / MILLIS_PER_HOUR;
    double most = counter.mostWatts() * hours * HEADROOM + STEP_WH;
    double advance = value - baseline.value();
    double wrapped = advance + counter.modulus();
    if (advance < 0 && counter.modulus() > 0 && nearEnd(baseline, counter) && wrapped <= most) {
      return new Verdict(wrapped, null, false, Baseline.of(value, now));
    }
    if (advance >= 0 && advance <= most) {
      return new Verdict(advance, null, false, Baseline.of(value, now));
    }
    return contradicted(counter, baseline, now, advance < 0 ? "went back" : "jumped");
  }

  private static boolean nearEnd(Baseline baseline, Counter counter) {
    return baseline.value() > 0.9 * counter.modulus();
  }

  private Verdict contradicted(Counter counter, Baseline baseline, long now, String how) {
    double value = counter.wattHours();
    Double suspect = baseline.candidate();
    double hours = Math.max(intervalMillis, now - baseline.candidateSince()) / MILLIS_PER_HOUR;
    boolean continues =
        suspect != null
            && value >= suspect
            && value - suspect <= counter.mostWatts() * hours * HEADROOM + STEP_WH;
    int seen = continues ? baseline.candidateSeen() + 1 : 1;
    long since = continues ? baseline.candidateSince() : now;
    // A night is longer than a quarter of an hour: 0 is believed only when no night explains it.
    long patience = value == 0 ? BELIEVE_ZERO_AFTER_MILLIS : BELIEVE_AFTER_MILLIS;
    if (seen >= BELIEVE_AFTER_SEEN && now - since >= patience) {
      return new Verdict(0, "the counter began anew", true, Baseline.of(value, now));
    }
    String reason = "the counter " + how;
    return new Verdict(0, reason, false, baseline.suspecting(value, since, seen));
  }

  /**
   * The energy of a power that was measured at both ends of the interval, by the trapezoid rule.
   *
   * @param watts NaN if there is none now
   */
  Energy integrate(Map<String, Baseline> memory, Instant at, String key, double watts) {
    long now = at.toEpochMilli();
    if (Double.isNaN(watts)) {
      return none("no power to integrate", Map.of());
    }
    Map<String, Baseline> next = Map.of(key, Baseline.of(watts, now));
    Baseline before = memory.get(key);
    if (before == null) {
      return none("first reading of a power", next);
    }
    long span = now - before.atMillis();
    if (span <= 0 || span > Math.max(ESTIMATE_MOST_MILLIS, 3 * intervalMillis)) {
      return none("no power for too long", next);
    }
    double wattHours = (before.value() + watts) / 2 * span / MILLIS_PER_HOUR;
    return new Energy(wattHours, null, Duration.ofMillis(span), isGap(span), next);
  }

  private boolean isGap(long spanMillis) {
    return spanMillis > intervalMillis * 5 / 2;
  }

  private static Energy none(String reason, Map<String, Baseline> memory) {
    return new Energy(Double.NaN, reason, Duration.ZERO, false, memory);
  }
}
