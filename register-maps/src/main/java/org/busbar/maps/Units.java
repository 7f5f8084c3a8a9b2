package org.busbar.maps;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Units of registers, and what turns them into the units of points. */
final class Units {
  private static final Map<String, String> SAME =
      Map.of("degC", "°C", "C", "°C", "Pct", "%", "pct", "%", "WH", "Wh", "KW", "kW", "kwh", "kWh");

  private static final Map<String, List<String>> PREFIXES =
      Map.of(
          "V", List.of("m", "", "k"),
          "A", List.of("m", "", "k"),
          "W", List.of("m", "", "k", "M"),
          "Wh", List.of("", "k", "M", "G"),
          "Hz", List.of("m", ""),
          "°C", List.of(""),
          "%", List.of(""));

  private static final Map<String, BigDecimal> FACTORS =
      Map.of(
          "m", new BigDecimal("0.001"),
          "", BigDecimal.ONE,
          "k", new BigDecimal("1000"),
          "M", new BigDecimal("1000000"),
          "G", new BigDecimal("1000000000"));

  private Units() {}

  /** The spelling that points use; of a share, whatever it is a share of (SunSpec: %WHRtg). */
  static String canonicalSpelling(String unit) {
    String trimmed = unit.strip();
    return trimmed.startsWith("%") ? "%" : SAME.getOrDefault(trimmed, trimmed);
  }

  /** What a number in the unit is multiplied by to stand in the point's unit. */
  static Optional<BigDecimal> factor(String unit, String pointUnit) {
    String spelled = canonicalSpelling(unit);
    if (spelled.equals(pointUnit)) {
      return Optional.of(BigDecimal.ONE);
    }
    return PREFIXES.getOrDefault(pointUnit, List.of()).stream()
        .filter(prefix -> spelled.equals(prefix + pointUnit))
        .findFirst()
        .map(FACTORS::get);
  }

  /** The units that can be turned into the point's. */
  static List<String> convertible(String pointUnit) {
    Map<BigDecimal, String> bySize = new TreeMap<>();
    for (String prefix : PREFIXES.getOrDefault(pointUnit, List.of())) {
      bySize.put(FACTORS.getOrDefault(prefix, BigDecimal.ONE), prefix + pointUnit);
    }
    return new ArrayList<>(bySize.values());
  }
}
