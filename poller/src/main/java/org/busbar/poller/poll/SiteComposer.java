package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.busbar.points.Measure;
import org.busbar.poller.config.Role;

/**
 * Makes the site reading of what the equipment gave. Pure: equal input, equal output. W become kW
 * and Wh become kWh here and nowhere else.
 */
public final class SiteComposer {
  /** The share of its capacity that an inverter must take in before its efficiency means much. */
  private static final double LEAST_SHARE = 0.05;

  private static final double LEAST_WATTS = 100;
  private static final double UNKNOWN_MOST_WATTS = 1e8;

  private final double solarCapacityKw;
  private final EnergyMeter meter;

  /**
   * A composer for one site.
   *
   * @param interval between readings, more than 0
   * @param solarCapacityKw installed, kW; NaN if not known
   */
  public SiteComposer(Duration interval, double solarCapacityKw) {
    this.meter = new EnergyMeter(interval);
    this.solarCapacityKw = solarCapacityKw;
  }

  /**
   * A reading and the energy meters' memory after it; both are kept or neither.
   *
   * @param changed baselines by key, only those that changed
   */
  public record Composed(SiteReading reading, Map<String, Baseline> changed) {}

  /**
   * Composes.
   *
   * @param equipment in the order of the configuration
   * @param memory the energy meters' baselines as of the reading before
   */
  public Composed compose(
      Instant at, List<EquipmentReading> equipment, Map<String, Baseline> memory) {
    Tally tally = new Tally();
    PowerFlows flows = new PowerFlows(tally, equipment);
    batteries(tally, flows, equipment);
    inverters(tally, equipment);
    flows.gridVoltageAndFrequency();
    Energies energies = new Energies(tally, at, memory, mostWatts(equipment));
    solar(tally, flows, energies);
    double grid = grid(tally, flows, energies);
    load(tally, flows, energies, grid);
    return new Composed(tally.reading(at), energies.changed);
  }

  private static List<EquipmentReading> having(List<EquipmentReading> equipment, String point) {
    return equipment.stream().filter(e -> e.has(point)).toList();
  }

  private static void batteries(Tally tally, PowerFlows flows, List<EquipmentReading> equipment) {
    List<EquipmentReading> volts = having(equipment, "battery.voltage");
    if (!volts.isEmpty()) {
      tally.set(Measure.BATTERY_VOLTAGE, tally.mean(volts, "battery.voltage"));
    }
    List<EquipmentReading> amperes = having(equipment, "battery.current");
    if (!amperes.isEmpty()) {
      tally.set(
          Measure.BATTERY_CURRENT, Tally.sum(amperes, e -> tally.number(e, "battery.current")));
    }
    List<EquipmentReading> levels = having(equipment, "battery.charge_level");
    if (!levels.isEmpty()) {
      tally.set(Measure.BATTERY_CHARGE_LEVEL, tally.weighted(levels, "battery.charge_level"));
    }
    List<EquipmentReading> health = having(equipment, "battery.state_of_health");
    if (!health.isEmpty()) {
      tally.set(Measure.BATTERY_STATE_OF_HEALTH, tally.weighted(health, "battery.state_of_health"));
    }
    List<EquipmentReading> warm = having(equipment, "battery.temperature");
    if (!warm.isEmpty()) {
      tally.set(Measure.BATTERY_TEMPERATURE, tally.highest(warm, "battery.temperature"));
    }
    List<EquipmentReading> powers =
        equipment.stream()
            .filter(
                e ->
                    e.has("battery.power")
                        || (e.has("battery.current") && e.has("battery.voltage")))
            .toList();
    if (!powers.isEmpty()) {
      double watts = Tally.sum(powers, flows::batteryWatts);
      boolean computed = powers.stream().anyMatch(e -> !e.has("battery.power"));
      set(tally, Measure.BATTERY_POWER_KW, watts / 1000, computed);
    }
  }

  private static void set(Tally tally, Measure measure, double value, boolean derived) {
    if (derived) {
      tally.setDerived(measure, value);
    } else {
      tally.set(measure, value);
    }
  }

  private static void inverters(Tally tally, List<EquipmentReading> equipment) {
    List<EquipmentReading> inverters =
        equipment.stream()
            .filter(
                e ->
                    e.role() == Role.INVERTER
                        || e.role() == Role.HYBRID
                        || e.role() == Role.BATTERY_INVERTER)
            .toList();
    if (inverters.size() > 0) {
      inverter(
          tally,
          inverters.get(0),
          Measure.INVERTER1_POWER_KW,
          Measure.INVERTER1_EFFICIENCY,
          Measure.INVERTER1_TEMPERATURE);
    }
    if (inverters.size() > 1) {
      inverter(
          tally,
          inverters.get(1),
          Measure.INVERTER2_POWER_KW,
          Measure.INVERTER2_EFFICIENCY,
          Measure.INVERTER2_TEMPERATURE);
    }
  }

  private static void inverter(
      Tally tally, EquipmentReading e, Measure power, Measure efficiency, Measure temperature) {
    if (e.has("inverter.power")) {
      double ac = tally.number(e, "inverter.power");
      tally.set(power, ac / 1000);
      if (e.has("inverter.dc_power")) {
        double dc = tally.number(e, "inverter.dc_power");
        double least = Double.isNaN(e.capacity()) ? LEAST_WATTS : LEAST_SHARE * e.capacity() * 1000;
        if (dc > least && ac > 0) {
          tally.setDerived(efficiency, 100 * ac / dc);
        }
      }
    }
    if (!e.has("inverter.dc_power") && e.has("inverter.efficiency")) {
      tally.set(efficiency, tally.number(e, "inverter.efficiency"));
    }
    if (e.has("inverter.temperature")) {
      tally.set(temperature, tally.number(e, "inverter.temperature"));
    }
  }

  private void solar(Tally tally, PowerFlows flows, Energies energies) {
    List<EquipmentReading> sources = flows.solar();
    if (sources.isEmpty()) {
      return;
    }
    double watts = flows.solarWatts();
    tally.set(Measure.SOLAR_POWER_KW, watts / 1000);
    if (!Double.isNaN(solarCapacityKw)) {
      tally.setDerived(Measure.SOLAR_EFFICIENCY, watts / 10 / solarCapacityKw);
    }
    List<Counter> counters = new ArrayList<>();
    for (EquipmentReading e : sources) {
      if (e.has("solar.energy")) {
        counters.add(energies.counter(e, "solar.energy", 1));
      } else if (e.role() == Role.INVERTER && e.has("inverter.energy")) {
        counters.add(energies.counter(e, "inverter.energy", 1));
      }
    }
    boolean complete = counters.size() == sources.size();
    energies.set(Measure.SOLAR_ENERGY_KWH, complete ? counters : List.of(), watts);
  }

  private static double grid(Tally tally, PowerFlows flows, Energies energies) {
    if (flows.grid().isEmpty()) {
      return Double.NaN;
    }
    double watts = flows.gridWatts();
    tally.set(Measure.GRID_POWER_KW, watts / 1000);
    List<Counter> counters = new ArrayList<>();
    for (EquipmentReading e : flows.grid()) {
      if (e.has("grid.energy_import")) {
        counters.add(energies.counter(e, "grid.energy_import", 1));
      }
      if (e.has("grid.energy_export")) {
        counters.add(energies.counter(e, "grid.energy_export", -1));
      }
    }
    energies.set(Measure.GRID_ENERGY_KWH, counters, watts);
    return watts;
  }

  private static void load(Tally tally, PowerFlows flows, Energies energies, double gridWatts) {
    List<EquipmentReading> meters = flows.load();
    boolean measured = !meters.isEmpty();
    if (!measured && !flows.canBalance()) {
      return;
    }
    double watts = measured ? flows.measuredLoadWatts() : flows.balancedLoadWatts(gridWatts);
    set(tally, Measure.LOAD_POWER_KW, watts / 1000, !measured);
    List<Counter> counters = new ArrayList<>();
    for (EquipmentReading e : meters) {
      String point = e.has("load.energy") ? "load.energy" : "grid.energy_import";
      if (e.has(point) && (e.role() == Role.LOAD_METER || point.equals("load.energy"))) {
        counters.add(energies.counter(e, point, 1));
      }
    }
    boolean complete = counters.size() == meters.size();
    energies.set(Measure.LOAD_ENERGY_KWH, complete ? counters : List.of(), watts);
  }

  /** What nothing at the site can exceed, W: ten times all that is known of it. */
  private double mostWatts(List<EquipmentReading> equipment) {
    double known = Double.isNaN(solarCapacityKw) ? 0 : solarCapacityKw;
    for (EquipmentReading e : equipment) {
      known += e.role() == Role.BATTERY || Double.isNaN(e.capacity()) ? 0 : e.capacity();
    }
    return known == 0 ? UNKNOWN_MOST_WATTS : known * 10_000;
  }

  /** Counts the energies of one reading and gathers what the meters must remember. */
  private final class Energies {
    private final Tally tally;
    private final Instant at;
    private final Map<String, Baseline> memory;
    private final double mostWatts;
    private final Map<String, Baseline> changed = new HashMap<>();

    Energies(Tally tally, Instant at, Map<String, Baseline> memory, double mostWatts) {
      this.tally = tally;
      this.at = at;
      this.memory = memory;
      this.mostWatts = mostWatts;
    }

    Counter counter(EquipmentReading e, String point, int sign) {
      PointValue value = e.points().get(point);
      double modulus = value == null ? 0 : value.modulus();
      boolean rated = !Double.isNaN(e.capacity()) && e.role() != Role.BATTERY;
      return new Counter(
          e.name() + "/" + point,
          tally.number(e, point),
          sign,
          modulus,
          rated ? e.capacity() * 1000 * 1.5 : mostWatts);
    }

    void set(Measure measure, List<Counter> counters, double watts) {
      boolean estimate = counters.isEmpty();
      EnergyMeter.Energy energy =
          estimate
              ? meter.integrate(memory, at, "estimate/" + measure.jsonKey(), watts)
              : meter.count(memory, at, counters);
      changed.putAll(energy.memory());
      tally.setEnergy(measure, energy, estimate);
    }
  }
}
