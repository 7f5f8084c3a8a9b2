package org.busbar.maps;

import java.util.List;

/**
 * Where the SunSpec chain of a device may begin, and which of its logical devices is meant.
 *
 * @param bases addresses to try, in order, 0 to 65534 (specification 1.2, 6.1.1: 40000, 0, 50000)
 * @param device which logical device of the chain, 1 to 100; a further model 1 begins the next one
 */
public record SunSpecAddressing(List<Integer> bases, int device) {
  public SunSpecAddressing {
    bases = List.copyOf(bases);
    if (bases.isEmpty() || device < 1 || device > 100) {
      throw new IllegalArgumentException("bases " + bases + ", device " + device);
    }
  }

  /** The three bases of the specification, first logical device. */
  public static SunSpecAddressing standard() {
    return new SunSpecAddressing(List.of(40000, 0, 50000), 1);
  }
}
