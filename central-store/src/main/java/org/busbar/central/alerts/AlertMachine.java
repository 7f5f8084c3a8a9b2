package org.busbar.central.alerts;

import java.time.Duration;
import java.time.Instant;
import org.busbar.central.alerts.RuleState.Condition;

/** The state machine of a rule at a site; pure: time is the time of the readings. */
final class AlertMachine {
  private AlertMachine() {}

  /** What the step asks for beyond the new state. */
  enum Effect {
    NONE,
    RAISE,
    RESOLVE
  }

  /**
   * Delays of a rule.
   *
   * @param on how long a breach must last before it raises, 0 s or more
   * @param off how long the clear must last before it resolves, 0 s or more
   */
  record Delays(Duration on, Duration off) {}

  /** One step's outcome. */
  record Step(RuleState state, Effect effect) {}

  /** Judges one reading: from where the rule stands to where it stands now. */
  static Step step(RuleState state, Input input, Delays delays) {
    return switch (state.condition()) {
      case NORMAL -> normal(state, input, delays);
      case PENDING -> pending(state, input, delays);
      case ACTIVE -> active(state, input, delays);
      case RECOVERING -> recovering(state, input, delays);
    };
  }

  /**
   * What goes in.
   *
   * @param at when it was measured
   * @param late too old to raise an alert as if it were current: the next timely breach does
   */
  record Input(Judgement judgement, Instant at, boolean late) {}

  private static Step normal(RuleState state, Input input, Delays delays) {
    return switch (input.judgement()) {
      case BREACH -> breached(new RuleState(Condition.PENDING, input.at()), input, delays);
      case HOLD, CLEAR, NO_DATA -> stay(state);
    };
  }

  private static Step pending(RuleState state, Input input, Delays delays) {
    return switch (input.judgement()) {
      case BREACH -> breached(state, input, delays);
      case HOLD, CLEAR -> new Step(new RuleState(Condition.NORMAL, input.at()), Effect.NONE);
      case NO_DATA -> stay(state);
    };
  }

  private static Step breached(RuleState pending, Input input, Delays delays) {
    if (input.late() || lasted(pending, input).compareTo(delays.on()) < 0) {
      return stay(pending);
    }
    return new Step(new RuleState(Condition.ACTIVE, pending.since()), Effect.RAISE);
  }

  private static Step active(RuleState state, Input input, Delays delays) {
    return switch (input.judgement()) {
      case CLEAR -> cleared(new RuleState(Condition.RECOVERING, input.at()), input, delays);
      case BREACH, HOLD, NO_DATA -> stay(state);
    };
  }

  private static Step recovering(RuleState state, Input input, Delays delays) {
    return switch (input.judgement()) {
      case BREACH -> stay(new RuleState(Condition.ACTIVE, input.at()));
      case HOLD -> stay(new RuleState(Condition.RECOVERING, input.at()));
      case CLEAR -> cleared(state, input, delays);
      case NO_DATA -> stay(state);
    };
  }

  private static Step cleared(RuleState recovering, Input input, Delays delays) {
    if (lasted(recovering, input).compareTo(delays.off()) < 0) {
      return stay(recovering);
    }
    return new Step(new RuleState(Condition.NORMAL, input.at()), Effect.RESOLVE);
  }

  private static Duration lasted(RuleState state, Input input) {
    return Duration.between(state.since(), input.at());
  }

  private static Step stay(RuleState state) {
    return new Step(state, Effect.NONE);
  }
}
