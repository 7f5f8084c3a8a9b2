package org.busbar.central.alerts;

import java.util.ArrayList;
import java.util.List;
import org.busbar.central.alerts.AlertMachine.Effect;
import org.busbar.central.alerts.AlertMachine.Input;
import org.busbar.central.alerts.AlertMachine.Step;
import org.busbar.central.alerts.SiteVerdict.Change;
import org.busbar.central.alerts.SiteVerdict.Transition;
import org.jspecify.annotations.Nullable;

/** One rule over the new readings of one site. */
final class RuleRun {
  private final AlertRule rule;
  private final double threshold;
  private final @Nullable RuleState before;
  private final List<Transition> transitions = new ArrayList<>();
  private RuleState state;
  private double lastValue = Double.NaN;

  RuleRun(AlertRule rule, double threshold, @Nullable RuleState before) {
    this.rule = rule;
    this.threshold = threshold;
    this.before = before;
    this.state = before == null ? RuleState.NORMAL : before;
  }

  void judge(SiteReading reading, boolean late) {
    Double value = reading.values().get(rule.measure());
    Judgement judgement = rule.judge(value, threshold);
    Step step = AlertMachine.step(state, new Input(judgement, reading.time(), late), rule.delays());
    state = step.state();
    if (value == null) {
      return;
    }
    lastValue = value;
    if (step.effect() != Effect.NONE) {
      transitions.add(new Transition(rule, step.effect(), reading, value, threshold));
    }
  }

  void addTo(SiteVerdict verdict) {
    verdict.transitions().addAll(transitions);
    RuleState known = before == null ? RuleState.NORMAL : before;
    if (!state.equals(known)) {
      verdict.changes().add(new Change(rule.code(), before, state, lastValue));
    }
  }
}
