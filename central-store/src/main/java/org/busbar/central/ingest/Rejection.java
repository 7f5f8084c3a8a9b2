package org.busbar.central.ingest;

/**
 * Why one item of a batch was not stored; the others were.
 *
 * @param seq the item's number in its outbox, 0 or more
 * @param code too-old, too-new, bad-value or unknown-measure
 * @param detail what was wrong, for a person
 */
record Rejection(long seq, String code, String detail) {
  static final String TOO_OLD = "too-old";
  static final String TOO_NEW = "too-new";
  static final String BAD_VALUE = "bad-value";
  static final String UNKNOWN_MEASURE = "unknown-measure";
}
