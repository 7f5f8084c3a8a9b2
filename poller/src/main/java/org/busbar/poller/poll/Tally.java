package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.busbar.points.Measure;

/** Collects the measures of one reading and what is to be said about them. NaN is "not there". */
final class Tally {
  private final Map<Measure, Double> values = new EnumMap<>(Measure.class);
  private final Set<Measure> expected = EnumSet.noneOf(Measure.class);
  private final Set<String> missing = new TreeSet<>();
  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<String> derived = new TreeSet<>();
  private final Set<String> estimated = new TreeSet<>();
  private final Map<String, Duration> gaps = new TreeMap<>();
  private final Map<String, String> energyReasons = new TreeMap<>();

  /** The number of a point; if this poll did not get it, NaN and a missing sensor. */
  double number(EquipmentReading equipment, String point) {
    PointValue value = equipment.points().get(point);
    if (value != null && value.good()) {
      return value.number();
    }
    missing.add(point);
    String why = value == null ? "NOT_READ" : value.quality().name();
    reasons.put(equipment.name() + "/" + point, why);
    return Double.NaN;
  }

  /** The sum over all of them; NaN if one is missing or there are none. */
  static double sum(
      Collection<EquipmentReading> equipment, ToDoubleFunction<EquipmentReading> number) {
    // Collected before adding, so that every missing one is named and not only the first.
    double[] numbers = equipment.stream().mapToDouble(number).toArray();
    return numbers.length == 0 ? Double.NaN : DoubleStream.of(numbers).sum();
  }

  /** The mean of those that are there. */
  double mean(Collection<EquipmentReading> equipment, String point) {
    return equipment.stream()
        .mapToDouble(e -> number(e, point))
        .filter(n -> !Double.isNaN(n))
        .average()
        .orElse(Double.NaN);
  }

  /** The highest of those that are there. */
  double highest(Collection<EquipmentReading> equipment, String point) {
    return equipment.stream()
        .mapToDouble(e -> number(e, point))
        .filter(n -> !Double.isNaN(n))
        .max()
        .orElse(Double.NaN);
  }

  /** The mean weighted by capacity, if every capacity is known; NaN if one is missing. */
  double weighted(List<EquipmentReading> equipment, String point) {
    boolean weigh = equipment.stream().noneMatch(e -> Double.isNaN(e.capacity()));
    double weights = sum(equipment, e -> weigh ? e.capacity() : 1);
    return sum(equipment, e -> number(e, point) * (weigh ? e.capacity() : 1)) / weights;
  }

  /** Gives a measure its value, which NaN or a value out of its range is not. */
  void set(Measure measure, double value) {
    expected.add(measure);
    if (value >= measure.min() && value <= measure.max()) {
      values.put(measure, value);
    } else if (!Double.isNaN(value)) {
      reasons.put(measure.jsonKey(), "BAD_RANGE");
    }
  }

  void setDerived(Measure measure, double value) {
    set(measure, value);
    if (values.containsKey(measure)) {
      derived.add(measure.jsonKey());
    }
  }

  /** Gives a measure its energy in kWh, or notes why there is none. */
  void setEnergy(Measure measure, EnergyMeter.Energy energy, boolean estimate) {
    if (energy.reason() != null) {
      energyReasons.put(measure.jsonKey(), energy.reason());
      return;
    }
    set(measure, energy.wattHours() / 1000);
    if (!values.containsKey(measure)) {
      return;
    }
    if (estimate) {
      estimated.add(measure.jsonKey());
    }
    if (energy.gap()) {
      gaps.put(measure.jsonKey(), energy.span());
    }
  }

  SiteReading reading(Instant at) {
    long there = expected.stream().filter(values::containsKey).count();
    boolean poor = values.isEmpty() || there * 2 < expected.size();
    boolean good = missing.isEmpty() && there == expected.size();
    SiteReading.Notes notes =
        new SiteReading.Notes(
            poor ? "poor" : good ? "good" : "degraded",
            List.copyOf(missing),
            reasons,
            List.copyOf(derived),
            List.copyOf(estimated),
            gaps,
            energyReasons);
    return new SiteReading(at, values, notes);
  }
}
