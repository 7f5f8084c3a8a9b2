package org.busbar.central.alerts;

/** What one reading says to one rule. */
enum Judgement {
  /** Beyond the threshold. */
  BREACH,
  /** Back within the threshold, but not beyond the clear threshold. */
  HOLD,
  /** At or beyond the clear threshold, on the good side. */
  CLEAR,
  /** The measure is missing: no input at all, never a breach and never a recovery. */
  NO_DATA
}
