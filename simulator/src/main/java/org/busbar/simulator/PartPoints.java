package org.busbar.simulator;

import java.util.HashMap;
import java.util.Map;

/** What the devices of a site measure, by canonical point, in V, A, W, Wh, Hz, °C and %. */
final class PartPoints {
  /** Shares of the three phases; they add up to 1. */
  private static final double[] PHASES = {0.36, 0.33, 0.31};

  /** Voltages of the three phases against their mean; they add up to 3. */
  private static final double[] VOLTS = {1.002, 0.999, 0.999};

  /** Voltage of a string of modules in V. */
  private static final double STRING_VOLTS = 620;

  private final Map<String, Double> points = new HashMap<>();

  private PartPoints() {}

  /** Numbers by point, in Busbar's signs. */
  static Map<String, Double> of(Part part, SiteState state) {
    PartPoints made = new PartPoints();
    switch (part) {
      case INVERTER_1 -> made.inverter(state.inverter1(), state);
      case INVERTER_2 -> made.inverter(state.inverter2(), state);
      case BATTERY -> made.battery(state);
      case METER -> made.meter(state.grid().powerKw() * 1000, state, gridEnergy(state));
      case LOAD_METER -> made.loadMeter(state);
      case HYBRID -> made.hybrid(state);
    }
    return made.points;
  }

  private static double[] gridEnergy(SiteState state) {
    return new double[] {state.energy().gridImport(), state.energy().gridExport()};
  }

  private void inverter(SiteState.Inverter inverter, SiteState state) {
    converter(
        inverter.powerKw() * 1000, inverter.dcPowerKw() * 1000, inverter.temperature(), state);
    points.put("inverter.energy", inverter.energyWh());
    points.put("solar.energy", inverter.energyWh());
  }

  private void converter(double ac, double dc, double temperature, SiteState state) {
    points.put("inverter.power", ac);
    points.put("inverter.dc_power", dc);
    points.put("inverter.temperature", temperature);
    points.put("inverter.voltage", state.grid().voltage());
    points.put("inverter.frequency", state.grid().frequency());
    points.put("inverter.fault", 0.0);
    points.put("inverter.efficiency", dc > 0 && ac > 0 ? Math.min(100, 100 * ac / dc) : 0);
    points.put("solar.power", dc);
    double half = dc / 2;
    for (int string = 1; string <= 2; string++) {
      points.put("solar.string" + string + "_power", half);
      points.put("solar.string" + string + "_voltage", half > 0 ? STRING_VOLTS : 0);
      points.put("solar.string" + string + "_current", half / STRING_VOLTS);
    }
  }

  private void battery(SiteState state) {
    SiteState.Battery battery = state.battery();
    points.put("battery.voltage", battery.voltage());
    points.put("battery.current", battery.current());
    points.put("battery.charge_level", battery.charge());
    points.put("battery.temperature", battery.temperature());
    points.put("battery.state_of_health", battery.health());
    points.put("battery.power", battery.powerKw() * 1000);
    points.put("battery.energy_charged", state.energy().batteryCharged());
    points.put("battery.energy_discharged", state.energy().batteryDischarged());
  }

  private void meter(double watts, SiteState state, double[] energies) {
    SiteState.Grid grid = state.grid();
    points.put("grid.voltage", grid.voltage());
    points.put("grid.frequency", grid.frequency());
    points.put("grid.power", watts);
    points.put("grid.energy_import", energies[0]);
    points.put("grid.energy_export", energies[1]);
    for (int phase = 1; phase <= 3; phase++) {
      double volts = grid.voltage() * VOLTS[phase - 1];
      double power = watts * PHASES[phase - 1];
      points.put("grid.voltage_l" + phase, volts);
      points.put("grid.power_l" + phase, power);
      points.put("grid.current_l" + phase, volts > 0 ? Math.abs(power) / volts : 0);
    }
  }

  /** A meter of the load shows it as import, whatever its own map calls the point. */
  private void loadMeter(SiteState state) {
    meter(state.loadKw() * 1000, state, new double[] {state.energy().load(), 0});
    load(state);
  }

  private void load(SiteState state) {
    points.put("load.power", state.loadKw() * 1000);
    points.put("load.energy", state.energy().load());
  }

  private void hybrid(SiteState state) {
    double dc = (state.inverter1().dcPowerKw() + state.inverter2().dcPowerKw()) * 1000;
    double ac = (state.solarKw() - state.battery().powerKw()) * 1000;
    converter(ac, dc, state.inverter1().temperature(), state);
    battery(state);
    meter(state.grid().powerKw() * 1000, state, gridEnergy(state));
    load(state);
    points.put("inverter.energy", state.energy().solar());
    points.put("solar.energy", state.energy().solar());
  }
}
