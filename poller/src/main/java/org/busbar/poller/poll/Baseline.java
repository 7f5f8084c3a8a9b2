package org.busbar.poller.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an energy meter remembers of one counter between readings and restarts.
 *
 * @param value of the counter in Wh when energy was last counted; of an estimate the power in W
 * @param atMillis when that was, ms since 1970 UTC
 * @param candidate a value in Wh that contradicts the baseline and may be a new beginning; null if
 *     there is none
 * @param candidateSince when the first of them came, ms since 1970 UTC; 0 if there is none
 * @param candidateSeen how many came in a row, 0 or more
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Baseline(
    double value,
    long atMillis,
    @Nullable Double candidate,
    long candidateSince,
    int candidateSeen) {

  static Baseline of(double value, long atMillis) {
    return new Baseline(value, atMillis, null, 0, 0);
  }

  Baseline suspecting(double suspect, long since, int seen) {
    return new Baseline(value, atMillis, suspect, since, seen);
  }
}
