package org.busbar.points;

/** What sort of quantity a point is. */
public enum PointKind {
  /** A value at the instant; means and extremes make sense. */
  GAUGE,
  /** A lifetime total that only grows, but for resets; differences make sense. */
  COUNTER,
  /** One of several named states. */
  STATE,
  /** Several bits, each with a name. */
  FLAGS,
  /** Text, such as a serial number. */
  TEXT
}
