package org.busbar.central.alerts;

import java.time.Instant;
import java.util.Locale;

/**
 * Where a rule stands at a site.
 *
 * @param since when the condition began, by the time of its reading
 */
record RuleState(Condition condition, Instant since) {
  /** A rule that never saw a breach. */
  static final RuleState NORMAL = new RuleState(Condition.NORMAL, Instant.EPOCH);

  /** The four conditions; acknowledging is the alert's own status, not one of these. */
  enum Condition {
    NORMAL,
    PENDING,
    ACTIVE,
    RECOVERING;

    /** Its name in the database. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Condition of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
