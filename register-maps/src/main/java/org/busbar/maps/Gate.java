package org.busbar.maps;

import java.util.Set;

/**
 * Another value that says whether a value counts; where it does not, the value is NOT_IMPLEMENTED.
 *
 * @param value name of the other value
 * @param above it must be greater than this; −Infinity when it does not matter
 * @param below it must be less than this; Infinity when it does not matter
 * @param oneOf it must be one of these; empty when it does not matter
 */
public record Gate(String value, double above, double below, Set<Double> oneOf) {
  public Gate {
    oneOf = Set.copyOf(oneOf);
  }

  /** Whether a number of the other value opens the gate. */
  public boolean open(double number) {
    return number > above && number < below && (oneOf.isEmpty() || oneOf.contains(number));
  }
}
