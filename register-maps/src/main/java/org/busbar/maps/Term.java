package org.busbar.maps;

/**
 * One value that goes into a combined value.
 *
 * @param value name of the other value of the map
 * @param factor what it is multiplied by, finite, not 0
 * @param optional whether it is left out when the device does not have it
 */
public record Term(String value, double factor, boolean optional) {
  public Term {
    if (!Double.isFinite(factor) || factor == 0) {
      throw new IllegalArgumentException("factor " + factor + " of " + value);
    }
  }
}
