package org.busbar.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens at a site besides sun and load, by time since its start.
 *
 * @param name name in a configuration
 * @param initialCharge charge level at the start in %, 0..100
 * @param reserve charge level in % below which self-consumption takes nothing, 0..100
 * @param forced spans in which the battery's power is not left to self-consumption; the first that
 *     holds the instant counts
 * @param outages spans without a grid
 */
record Scenario(
    String name,
    double initialCharge,
    double reserve,
    List<ForcedPower> forced,
    List<Span> outages) {

  /**
   * A span of time since the start, [from, to).
   *
   * @param from 0 or more
   * @param to after from
   */
  record Span(Duration from, Duration to) {
    Span {
      if (from.isNegative() || to.compareTo(from) <= 0) {
        throw new IllegalArgumentException("span " + from + " to " + to + " must run forward");
      }
    }

    static Span ofSeconds(long from, long to) {
      return new Span(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    boolean holds(Duration sinceStart) {
      return sinceStart.compareTo(from) >= 0 && sinceStart.compareTo(to) < 0;
    }
  }

  /**
   * Battery power by command.
   *
   * @param span when
   * @param rate power as a multiple of the capacity per hour (C rate), + charging, - discharging,
   *     -10..10
   */
  record ForcedPower(Span span, double rate) {
    ForcedPower {
      if (!(Math.abs(rate) <= 10)) {
        throw new IllegalArgumentException("C rate " + rate + " is outside -10..10");
      }
    }
  }

  Scenario {
    if (!(initialCharge >= 0 && initialCharge <= 100) || !(reserve >= 0 && reserve <= 100)) {
      throw new IllegalArgumentException(
          "initial charge " + initialCharge + " and reserve " + reserve + " must be 0..100 %");
    }
    forced = List.copyOf(forced);
    outages = List.copyOf(outages);
  }

  /** Self-consumption, and nothing else. */
  static final Scenario NORMAL = new Scenario("normal", 60, 10, List.of(), List.of());

  /**
   * From 22 % below 20 % within a minute, kept there until the third minute has passed, above 23 %
   * within two more; then a reserve of 25 % keeps it from falling again.
   */
  static final Scenario LOW_BATTERY =
      new Scenario(
          "low_battery",
          22,
          25,
          List.of(
              new ForcedPower(Span.ofSeconds(0, 60), -1.5),
              new ForcedPower(Span.ofSeconds(60, 180), -0.02),
              new ForcedPower(Span.ofSeconds(180, 420), 1.6)),
          List.of());

  /** No grid from the second minute to the fifth. */
  static final Scenario GRID_OUTAGE =
      new Scenario("grid_outage", 70, 10, List.of(), List.of(Span.ofSeconds(120, 300)));

  static List<Scenario> all() {
    return List.of(NORMAL, LOW_BATTERY, GRID_OUTAGE);
  }

  static Optional<Scenario> named(String name) {
    return all().stream()
        .filter(scenario -> scenario.name.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  Optional<ForcedPower> forcedAt(Duration sinceStart) {
    return forced.stream().filter(power -> power.span().holds(sinceStart)).findFirst();
  }

  boolean gridIsOut(Duration sinceStart) {
    return outages.stream().anyMatch(span -> span.holds(sinceStart));
  }
}
