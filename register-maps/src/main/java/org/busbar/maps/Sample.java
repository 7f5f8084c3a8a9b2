package org.busbar.maps;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value as one poll gave it.
 *
 * @param value which
 * @param number in the value's unit and Busbar's sign; NaN unless GOOD, and NaN for text
 * @param text of texts, states and flags; null otherwise
 * @param quality why it is there, or why not
 */
public record Sample(MapValue value, double number, @Nullable String text, Quality quality) {
  public Sample {
    if (quality != Quality.GOOD && (!Double.isNaN(number) || text != null)) {
      throw new IllegalArgumentException(value.name() + " is " + quality + " and has a value");
    }
    if (Double.isInfinite(number)) {
      throw new IllegalArgumentException(value.name() + " is infinite");
    }
  }

  static Sample missing(MapValue value, Quality why) {
    return new Sample(value, Double.NaN, null, why);
  }

  /** The canonical point that it feeds. */
  public Optional<String> point() {
    return Optional.ofNullable(value.point());
  }

  public boolean good() {
    return quality == Quality.GOOD;
  }
}
