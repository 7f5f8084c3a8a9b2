package org.busbar.central.rollups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.DoublePredicate;
import org.busbar.points.Measure;

/** What roll-ups must hold, computed in plain Java straight from the definition. */
final class Recomputation {
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private final NavigableMap<Instant, Map<Measure, Float>> readings;

  Recomputation(NavigableMap<Instant, Map<Measure, Float>> readings) {
    this.readings = readings;
  }

  void assertHour(Instant hour, Map<String, Object> row) {
    Map<String, Double> expected = expected(hour, hour.plus(HOUR));
    assertRow(
        row,
        expected,
        List.of(
            "avg_battery_voltage",
            "avg_battery_current",
            "avg_battery_charge_level",
            "min_battery_charge_level",
            "max_battery_charge_level",
            "avg_battery_temperature",
            "max_battery_temperature",
            "avg_solar_power_kw",
            "avg_solar_efficiency",
            "avg_grid_power_kw",
            "avg_load_power_kw"));
  }

  void assertDay(LocalDate date, ZoneId zone, Map<String, Object> row) {
    Instant start = date.atStartOfDay(zone).toInstant();
    Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
    Map<String, Double> expected = expected(start, end);
    assertRow(
        row,
        expected,
        List.of(
            "avg_battery_charge_level",
            "min_battery_charge_level",
            "max_battery_charge_level",
            "avg_battery_temperature",
            "max_battery_temperature",
            "avg_solar_efficiency"));
    double minutes = expected.get("covered_seconds") / 60;
    assertThat(((Number) row.get("uptime_minutes")).doubleValue()).isCloseTo(minutes, within(0.51));
  }

  private void assertRow(
      Map<String, Object> row, Map<String, Double> expected, List<String> statistics) {
    List<String> columns = new ArrayList<>(statistics);
    columns.addAll(
        List.of(
            "total_solar_energy_kwh",
            "total_grid_energy_kwh",
            "total_grid_import_kwh",
            "total_grid_export_kwh",
            "total_load_energy_kwh",
            "total_battery_charged_kwh",
            "total_battery_discharged_kwh",
            "reading_count",
            "coverage_percent"));
    for (String column : columns) {
      Object found = row.get(column);
      Double value = expected.get(column);
      if (value == null) {
        assertThat(found).as(column).isNull();
      } else {
        assertThat(((Number) found).doubleValue())
            .as(column)
            .isCloseTo(value, within(1e-4 + Math.abs(value) * 1e-5));
      }
    }
  }

  private Map<String, Double> expected(Instant start, Instant end) {
    Map<String, Double> row = new HashMap<>();
    NavigableMap<Instant, Map<Measure, Float>> inside = readings.subMap(start, true, end, false);
    row.put("reading_count", (double) inside.size());
    for (Measure measure : Measure.values()) {
      statistics(row, measure, values(inside, measure));
    }
    List<Double> grid = values(inside, Measure.GRID_ENERGY_KWH);
    if (!grid.isEmpty()) {
      row.put("total_grid_import_kwh", sum(grid, v -> v > 0));
      row.put("total_grid_export_kwh", -sum(grid, v -> v < 0));
    }
    hold(row, start, end);
    return row;
  }

  private static void statistics(Map<String, Double> row, Measure measure, List<Double> values) {
    if (values.isEmpty()) {
      return;
    }
    String name = measure.column();
    row.put("avg_" + name, sum(values, v -> true) / values.size());
    row.put("min_" + name, values.stream().mapToDouble(v -> v).min().orElseThrow());
    row.put("max_" + name, values.stream().mapToDouble(v -> v).max().orElseThrow());
    row.put("total_" + name, sum(values, v -> true));
  }

  private void hold(Map<String, Double> row, Instant start, Instant end) {
    double covered = 0;
    for (Map.Entry<Instant, Map<Measure, Float>> reading : readings.entrySet()) {
      Instant from = reading.getKey().isBefore(start) ? start : reading.getKey();
      Instant until = until(reading.getKey());
      until = until.isAfter(end) ? end : until;
      if (!from.isBefore(until)) {
        continue;
      }
      double seconds = Duration.between(from, until).toNanos() / 1e9;
      covered += seconds;
      Float power = reading.getValue().get(Measure.BATTERY_POWER_KW);
      if (power != null) {
        row.merge("total_battery_charged_kwh", Math.max(power, 0) * seconds / 3600, Double::sum);
        row.merge(
            "total_battery_discharged_kwh", Math.max(-power, 0) * seconds / 3600, Double::sum);
      }
    }
    row.put("covered_seconds", covered);
    row.put("coverage_percent", 100 * covered / Duration.between(start, end).toSeconds());
  }

  /** Until the next reading, ten minutes at most, and not into an hour that has no reading. */
  private Instant until(Instant time) {
    Instant next = readings.higherKey(time);
    Instant until = time.plus(LONGEST_HOLD);
    if (next != null && next.isBefore(until)) {
      until = next;
    }
    Instant hourEnd = time.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
    boolean followed = next != null && next.isBefore(hourEnd.plus(HOUR));
    return until.isAfter(hourEnd) && !followed ? hourEnd : until;
  }

  private static List<Double> values(
      NavigableMap<Instant, Map<Measure, Float>> inside, Measure measure) {
    return inside.values().stream()
        .map(values -> values.get(measure))
        .filter(value -> value != null)
        .map(Float::doubleValue)
        .toList();
  }

  private static double sum(List<Double> values, DoublePredicate which) {
    return values.stream().mapToDouble(v -> v).filter(which).sum();
  }
}
