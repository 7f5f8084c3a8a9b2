package org.busbar.sunspec;

import java.util.Map;
import org.busbar.maps.RawType;

/**
 * A point of a model or of its repeating group.
 *
 * @param name unique in its model or group
 * @param offset registers from the model's id, or from the start of the group's instance, from 0
 * @param size registers, 1 to 125
 * @param type how its bits are read
 * @param scaleFactor name of the point that holds its power of ten; empty when it has none
 * @param exponent its fixed power of ten, −10 to 10; 0 when it has none
 * @param unit as the model writes it
 * @param symbols names of codes, or of bit numbers
 */
public record SunSpecPoint(
    String name,
    int offset,
    int size,
    RawType type,
    String scaleFactor,
    int exponent,
    String unit,
    Map<Long, String> symbols) {

  public SunSpecPoint {
    symbols = Map.copyOf(symbols);
    if (offset < 0 || size < 1 || size > 125 || Math.abs(exponent) > 10) {
      throw new IllegalArgumentException(name + " at " + offset + "+" + size);
    }
  }
}
