package org.busbar.simulator;

import java.util.HashMap;
import java.util.Map;
import org.busbar.maps.MapValue;
import org.busbar.maps.RawType;
import org.busbar.maps.RegisterMap;

/**
 * Powers of ten for the scale factors of a map: as fine as the registers allow for the largest
 * number that a site of the given size shows.
 */
final class ScaleFactors {
  private static final int FINEST = -3;
  private static final int COARSEST = 4;

  private ScaleFactors() {}

  /**
   * The power of ten of each scale factor, by the factor's name.
   *
   * @param watts largest power of the device in W, above 0
   */
  static Map<String, Integer> of(RegisterMap map, double watts) {
    Map<String, Integer> exponents = new HashMap<>();
    for (MapValue value : map.values()) {
      String factor = value.scaleFactor();
      if (factor != null && value.readable()) {
        exponents.merge(factor, exponent(value, watts), Math::max);
      }
    }
    return exponents;
  }

  private static int exponent(MapValue value, double watts) {
    double largest = largest(value.unit(), watts) / Math.abs(value.scale());
    int exponent = finest(value.unit());
    while (exponent < COARSEST && largest / Math.pow(10, exponent) > capacity(value.type())) {
      exponent++;
    }
    return exponent;
  }

  private static int finest(String unit) {
    return switch (unit) {
      case "W", "Wh" -> 0;
      case "V", "°C" -> -1;
      case "A", "%" -> -2;
      default -> FINEST;
    };
  }

  private static double largest(String unit, double watts) {
    return switch (unit) {
      case "W" -> watts;
      case "Wh" -> Math.max(1e9, watts * 100_000);
      case "V" -> 1_500;
      case "A" -> Math.max(100, watts / 200);
      case "%" -> 110;
      case "Hz" -> 65;
      default -> 150;
    };
  }

  private static double capacity(RawType type) {
    return switch (type) {
      case INT16, ENUM16, BITFIELD16 -> 32_767;
      case UINT16, ACC16 -> 65_534;
      case INT32 -> Integer.MAX_VALUE;
      case UINT32, ACC32 -> 4_294_967_294.0;
      default -> Double.MAX_VALUE;
    };
  }
}
