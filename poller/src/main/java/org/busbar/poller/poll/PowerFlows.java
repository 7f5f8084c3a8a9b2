package org.busbar.poller.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.busbar.points.Measure;
import org.busbar.poller.config.Role;

/**
 * The powers of a site, in W: what the sun gives, what crosses the grid connection, what the
 * battery takes, and so what the load is.
 */
final class PowerFlows {
  private final Tally tally;
  private final List<EquipmentReading> equipment;
  private final List<EquipmentReading> grid;

  PowerFlows(Tally tally, List<EquipmentReading> equipment) {
    this.tally = tally;
    this.equipment = equipment;
    List<EquipmentReading> meters = ofRole(Role.METER);
    this.grid = meters.isEmpty() ? havingGrid() : meters;
  }

  private List<EquipmentReading> ofRole(Role role) {
    return equipment.stream().filter(e -> e.role() == role).toList();
  }

  private List<EquipmentReading> havingGrid() {
    return equipment.stream()
        .filter(e -> e.role() != Role.LOAD_METER)
        .filter(e -> e.has("grid.power") || e.has("grid.voltage") || e.has("grid.energy_import"))
        .toList();
  }

  private List<EquipmentReading> having(String point) {
    return equipment.stream().filter(e -> e.has(point)).toList();
  }

  /** What measures the grid connection: its meters, else inverters that know it. */
  List<EquipmentReading> grid() {
    return grid;
  }

  /** What measures the load: its meters, else inverters that know it. */
  List<EquipmentReading> load() {
    List<EquipmentReading> meters = ofRole(Role.LOAD_METER);
    return meters.isEmpty() ? having("load.power") : meters;
  }

  List<EquipmentReading> solar() {
    return equipment.stream().filter(EquipmentReading::feedsSolar).toList();
  }

  /** DC power where it is measured, else the AC power of solar inverters; never below 0. */
  double solarWatts() {
    return Tally.sum(solar(), this::solarWatts);
  }

  private double solarWatts(EquipmentReading e) {
    if (e.has("solar.power")) {
      return tally.number(e, "solar.power");
    }
    String point = e.has("inverter.dc_power") ? "inverter.dc_power" : "inverter.power";
    // An inverter's own consumption at night is not the sun's.
    double watts = tally.number(e, point);
    return Double.isNaN(watts) ? watts : Math.max(0, watts);
  }

  /** Charging is positive; from voltage and current where no power is given. */
  double batteryWatts(EquipmentReading e) {
    return e.has("battery.power") || !e.has("battery.current")
        ? tally.number(e, "battery.power")
        : tally.number(e, "battery.voltage") * tally.number(e, "battery.current");
  }

  /** Import is positive. */
  double gridWatts() {
    List<EquipmentReading> sources =
        grid.stream().filter(e -> e.has("grid.power") || e.has("grid.power_l1")).toList();
    return Tally.sum(
        sources,
        e -> e.has("grid.power") ? tally.number(e, "grid.power") : phases(e, "power").sum());
  }

  void gridVoltageAndFrequency() {
    List<EquipmentReading> volts =
        grid.stream().filter(e -> e.has("grid.voltage") || e.has("grid.voltage_l1")).toList();
    if (!volts.isEmpty()) {
      double[] each =
          volts.stream().mapToDouble(this::volts).filter(v -> !Double.isNaN(v)).toArray();
      tally.set(Measure.GRID_VOLTAGE, DoubleStream.of(each).average().orElse(Double.NaN));
    } else if (!having("inverter.voltage").isEmpty()) {
      tally.setDerived(
          Measure.GRID_VOLTAGE, tally.mean(having("inverter.voltage"), "inverter.voltage"));
    }
    List<EquipmentReading> hertz = grid.stream().filter(e -> e.has("grid.frequency")).toList();
    if (!hertz.isEmpty()) {
      tally.set(Measure.GRID_FREQUENCY, tally.mean(hertz, "grid.frequency"));
    } else if (!having("inverter.frequency").isEmpty()) {
      tally.setDerived(
          Measure.GRID_FREQUENCY, tally.mean(having("inverter.frequency"), "inverter.frequency"));
    }
  }

  private double volts(EquipmentReading e) {
    return e.has("grid.voltage")
        ? tally.number(e, "grid.voltage")
        : phases(e, "voltage").average().orElse(Double.NaN);
  }

  private DoubleStream phases(EquipmentReading e, String quantity) {
    List<String> points = new ArrayList<>();
    for (int phase = 1; phase <= 3; phase++) {
      String point = "grid." + quantity + "_l" + phase;
      if (e.has(point)) {
        points.add(point);
      }
    }
    return points.stream().mapToDouble(p -> tally.number(e, p));
  }

  /** Of meters of the load, or of inverters that measure it. */
  double measuredLoadWatts() {
    return Tally.sum(
        load(), e -> tally.number(e, e.has("load.power") ? "load.power" : "grid.power"));
  }

  /** Whether the load follows from the other powers. */
  boolean canBalance() {
    return !grid.isEmpty() && !having("inverter.power").isEmpty();
  }

  /** AC power of all inverters + grid − batteries with a power connection of their own. */
  double balancedLoadWatts(double gridWatts) {
    double inverters = Tally.sum(having("inverter.power"), e -> tally.number(e, "inverter.power"));
    List<EquipmentReading> batteries =
        equipment.stream().filter(e -> e.role() == Role.BATTERY && !e.dcCoupled()).toList();
    double battery = batteries.isEmpty() ? 0 : Tally.sum(batteries, this::batteryWatts);
    return inverters + gridWatts - battery;
  }
}
