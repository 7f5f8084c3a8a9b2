package org.busbar.maps;

import java.util.List;

/**
 * Another value that says which way a magnitude points.
 *
 * @param value name of the other value
 * @param negative its codes that make the number negative
 * @param positive its codes that leave it positive; empty means all others
 */
public record SignCode(String value, List<Long> negative, List<Long> positive) {
  public SignCode {
    negative = List.copyOf(negative);
    positive = List.copyOf(positive);
  }

  /** −1, +1, or 0 when the code says neither. */
  public int sign(long code) {
    if (negative.contains(code)) {
      return -1;
    }
    return positive.isEmpty() || positive.contains(code) ? 1 : 0;
  }
}
