package org.busbar.central.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.busbar.central.alerts.AlertMachine.Effect;
import org.jspecify.annotations.Nullable;

/**
 * What the new readings of one site mean to every rule; pure.
 *
 * @param transitions alerts to raise and to resolve, in the order of the readings
 * @param changes rules whose state is another now
 * @param failures what went wrong with a rule; its state is as before and the others are judged
 */
record SiteVerdict(List<Transition> transitions, List<Change> changes, List<String> failures) {

  /**
   * An alert to raise or to resolve.
   *
   * @param value of the reading, in the measure's unit
   * @param threshold in force, in the measure's unit
   */
  record Transition(
      AlertRule rule, Effect effect, SiteReading reading, double value, double threshold) {}

  /**
   * A rule's new state.
   *
   * @param before what was stored; null when nothing was
   * @param lastValue newest value judged, in the measure's unit; NaN when none was
   */
  record Change(String code, @Nullable RuleState before, RuleState after, double lastValue) {}

  /**
   * What there is to judge.
   *
   * @param config sites.config, for the site's own thresholds
   * @param states what is stored, by code
   * @param readings in order of time
   */
  record Case(JsonNode config, Map<String, RuleState> states, List<SiteReading> readings) {}

  /**
   * Judges a site's new readings.
   *
   * @param lateBefore readings measured before this never raise
   */
  static SiteVerdict of(AlertRules rules, Case site, Instant lateBefore) {
    SiteVerdict verdict = new SiteVerdict(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (AlertRule rule : rules.all()) {
      try {
        RuleRun run =
            new RuleRun(rule, rule.threshold(site.config()), site.states().get(rule.code()));
        site.readings().forEach(reading -> run.judge(reading, reading.time().isBefore(lateBefore)));
        run.addTo(verdict);
        if (rule.unreadableThreshold(site.config())) {
          verdict.failures.add(
              "alertThresholds.%s is no number: the default holds".formatted(rule.siteThreshold()));
        }
      } catch (RuntimeException e) {
        verdict.failures.add(rule.code() + ": " + e);
      }
    }
    return verdict;
  }

  boolean quiet() {
    return transitions.isEmpty() && changes.isEmpty();
  }
}
