package org.busbar.simulator;

import java.util.HashMap;
import java.util.Map;
import org.busbar.maps.Gate;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;

/** Numbers for the values that must say something before others count. */
final class Gates {
  private Gates() {}

  /** A number that opens each gate, by the name of the value that is looked at. */
  static Map<String, Double> opened(RegisterMap map) {
    Map<String, Double> numbers = new HashMap<>();
    for (MapValue value : map.values()) {
      Gate gate = value.gate();
      if (gate != null && map.value(gate.value()).filter(MapValue::readable).isPresent()) {
        numbers.put(gate.value(), opening(gate));
      }
    }
    return numbers;
  }

  private static double opening(Gate gate) {
    if (!gate.oneOf().isEmpty()) {
      return gate.oneOf().stream().sorted().findFirst().orElse(0.0);
    }
    if (Double.isInfinite(gate.above())) {
      return Double.isInfinite(gate.below()) ? 0 : gate.below() - 1;
    }
    return Double.isInfinite(gate.below()) ? gate.above() + 1 : (gate.above() + gate.below()) / 2;
  }
}
