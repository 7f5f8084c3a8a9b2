package org.busbar.simulator;

import java.util.EnumMap;
import java.util.Map;
import org.busbar.points.Measure;

/** The 21 measures of a site, as a poller would compose them from two states. */
final class SiteReading {
  private SiteReading() {}

  /**
   * The reading of the later state; energies are of the time since the earlier one.
   *
   * @param solarKw installed array capacity in kW, 0 or more
   */
  static Map<Measure, Double> between(SiteState earlier, SiteState later, double solarKw) {
    Map<Measure, Double> measures = new EnumMap<>(Measure.class);
    battery(measures, later.battery());
    solar(measures, later, solarKw);
    measures.put(Measure.GRID_VOLTAGE, later.grid().voltage());
    measures.put(Measure.GRID_FREQUENCY, later.grid().frequency());
    measures.put(Measure.GRID_POWER_KW, later.grid().powerKw());
    measures.put(Measure.LOAD_POWER_KW, later.loadKw());
    energies(measures, earlier.energy(), later.energy());
    return measures;
  }

  private static void battery(Map<Measure, Double> measures, SiteState.Battery battery) {
    measures.put(Measure.BATTERY_VOLTAGE, battery.voltage());
    measures.put(Measure.BATTERY_CURRENT, battery.current());
    measures.put(Measure.BATTERY_CHARGE_LEVEL, battery.charge());
    measures.put(Measure.BATTERY_TEMPERATURE, battery.temperature());
    measures.put(Measure.BATTERY_STATE_OF_HEALTH, battery.health());
    measures.put(Measure.BATTERY_POWER_KW, battery.powerKw());
  }

  private static void solar(Map<Measure, Double> measures, SiteState state, double solarKw) {
    measures.put(Measure.SOLAR_POWER_KW, state.solarKw());
    if (solarKw > 0) {
      measures.put(Measure.SOLAR_EFFICIENCY, 100 * state.solarKw() / solarKw);
    }
    measures.put(Measure.INVERTER1_POWER_KW, state.inverter1().powerKw());
    measures.put(Measure.INVERTER2_POWER_KW, state.inverter2().powerKw());
    measures.put(Measure.INVERTER1_TEMPERATURE, state.inverter1().temperature());
    measures.put(Measure.INVERTER2_TEMPERATURE, state.inverter2().temperature());
    efficiency(measures, Measure.INVERTER1_EFFICIENCY, state.inverter1());
    efficiency(measures, Measure.INVERTER2_EFFICIENCY, state.inverter2());
  }

  /** At night there is no efficiency: nothing goes in. */
  private static void efficiency(
      Map<Measure, Double> measures, Measure measure, SiteState.Inverter inverter) {
    if (inverter.dcPowerKw() > 0 && inverter.powerKw() > 0) {
      measures.put(measure, 100 * inverter.powerKw() / inverter.dcPowerKw());
    }
  }

  private static void energies(
      Map<Measure, Double> measures, SiteState.Energy earlier, SiteState.Energy later) {
    double imported = later.gridImport() - earlier.gridImport();
    double exported = later.gridExport() - earlier.gridExport();
    measures.put(Measure.SOLAR_ENERGY_KWH, (later.solar() - earlier.solar()) / 1000);
    measures.put(Measure.GRID_ENERGY_KWH, (imported - exported) / 1000);
    measures.put(Measure.LOAD_ENERGY_KWH, (later.load() - earlier.load()) / 1000);
  }
}
