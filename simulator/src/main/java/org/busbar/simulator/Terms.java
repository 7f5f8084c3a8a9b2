package org.busbar.simulator;

import java.util.List;
import java.util.Map;
import org.busbar.maps.Combination;
import org.busbar.maps.Gate;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.Term;

/**
 * Finds numbers for the values that feed no point themselves but make one that does: terms of sums
 * and means, gates.
 */
final class Terms {
  private Terms() {}

  /** Adds the numbers of terms and gates to the numbers of points, all by name of the value. */
  static void spread(RegisterMap map, Map<String, Double> numbers) {
    for (MapValue value : map.values()) {
      Double number = numbers.get(value.name());
      if (number != null && value.combination() != null) {
        spread(number, value.combination(), readable(map, value.combination()), numbers);
      }
    }
    for (MapValue value : map.values()) {
      Gate gate = value.gate();
      if (gate != null && numbers.containsKey(value.name())) {
        numbers.putIfAbsent(gate.value(), opening(gate));
      }
    }
  }

  private static List<Term> readable(RegisterMap map, Combination combination) {
    return combination.terms().stream()
        .filter(term -> map.value(term.value()).filter(MapValue::readable).isPresent())
        .toList();
  }

  private static void spread(
      double number, Combination combination, List<Term> terms, Map<String, Double> numbers) {
    List<Term> free = terms.stream().filter(term -> !numbers.containsKey(term.value())).toList();
    switch (combination.kind()) {
      case SUM -> sum(number - fed(terms, numbers), free, numbers);
      case MEAN -> free.forEach(term -> numbers.put(term.value(), number / term.factor()));
      case FIRST ->
          free.stream().limit(1).forEach(term -> numbers.put(term.value(), number / term.factor()));
    }
  }

  private static double fed(List<Term> terms, Map<String, Double> numbers) {
    return terms.stream()
        .mapToDouble(term -> numbers.getOrDefault(term.value(), 0.0) * term.factor())
        .sum();
  }

  /** Terms that point the right way share it; with two directions the other way gets 0. */
  private static void sum(double number, List<Term> free, Map<String, Double> numbers) {
    boolean bothWays =
        free.stream().anyMatch(term -> term.factor() > 0)
            && free.stream().anyMatch(term -> term.factor() < 0);
    List<Term> bearing =
        bothWays ? free.stream().filter(term -> term.factor() > 0 == number >= 0).toList() : free;
    free.forEach(term -> numbers.put(term.value(), 0.0));
    bearing.forEach(term -> numbers.put(term.value(), number / term.factor() / bearing.size()));
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
