package org.busbar.poller.poll;

import org.busbar.maps.Quality;
import org.jspecify.annotations.Nullable;

/**
 * A point of one piece of equipment, as one poll gave it.
 *
 * @param number in the point's unit (V, A, W, Wh, Hz, °C, %) and Busbar's sign; NaN unless there
 * @param text of texts, states and flags; null otherwise
 * @param quality why it is there, or why not
 * @param modulus of counters, the Wh at which the device's register starts again at 0; 0 if not
 *     known
 */
public record PointValue(double number, @Nullable String text, Quality quality, double modulus) {

  /** Whether the equipment has this point, whether or not this poll got it. */
  boolean implemented() {
    return quality != Quality.NOT_IMPLEMENTED;
  }

  boolean good() {
    return quality == Quality.GOOD && !Double.isNaN(number);
  }
}
