package org.busbar.simulator;

import java.time.Duration;
import java.util.Map;

/** What the centre said to a batch. */
sealed interface FleetAnswer {
  /**
   * A receipt.
   *
   * @param accepted readings stored, 0 or more
   * @param duplicates readings that were there already, 0 or more
   * @param conflicts readings that were there with other values, 0 or more
   * @param rejected how many readings were refused, by code
   */
  record Receipt(long accepted, long duplicates, long conflicts, Map<String, Long> rejected)
      implements FleetAnswer {}

  /**
   * Not now: the same batch again, later.
   *
   * @param why what happened
   * @param retryAfter 0 or more
   */
  record Later(String why, Duration retryAfter) implements FleetAnswer {}

  /** The key is not good. */
  record Unauthorized(String why) implements FleetAnswer {}

  /** The batch as a whole is refused; again would not help. */
  record Refused(String why) implements FleetAnswer {}

  /** Nobody there. */
  record Unreachable(String why) implements FleetAnswer {}
}
