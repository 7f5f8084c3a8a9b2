package org.busbar.poller.modbus;

/** What came of one read request. Only {@link Words} carries values. */
public sealed interface ReadOutcome {

  /** Whether asking again soon, in the same poll, may help. */
  boolean worthRetry();

  /**
   * The answer to exactly this request.
   *
   * @param words one per register asked (0..65535), or one per bit asked (0 or 1)
   */
  // Arrays compare by identity; nothing compares outcomes.
  @SuppressWarnings("ArrayRecordComponent")
  record Words(int[] words) implements ReadOutcome {
    @Override
    public boolean worthRetry() {
      return false;
    }
  }

  /**
   * The device refuses (Modbus Application Protocol 1.1b3, section 7).
   *
   * @param code 1..255
   */
  record DeviceException(int code) implements ReadOutcome {
    /** Acknowledge, the device works on it. */
    public static final int ACKNOWLEDGE = 5;

    /** Busy. */
    public static final int BUSY = 6;

    @Override
    public boolean worthRetry() {
      return code == ACKNOWLEDGE || code == BUSY;
    }
  }

  /** No whole answer within the deadline. The connection is closed: a late answer finds nobody. */
  record Timeout() implements ReadOutcome {
    @Override
    public boolean worthRetry() {
      return false;
    }
  }

  /**
   * The connection broke in the middle, twice if it was an old one.
   *
   * @param detail in words
   */
  record ConnectionLost(String detail) implements ReadOutcome {
    @Override
    public boolean worthRetry() {
      return true;
    }
  }

  /**
   * Nobody could be reached: refused, no route, unknown name, or no answer to the connect.
   *
   * @param detail in words
   */
  record Refused(String detail) implements ReadOutcome {
    @Override
    public boolean worthRetry() {
      return false;
    }
  }

  /**
   * Something came that is not the answer to this request. It was thrown away.
   *
   * @param detail in words
   */
  record Malformed(String detail) implements ReadOutcome {
    @Override
    public boolean worthRetry() {
      return true;
    }
  }
}
