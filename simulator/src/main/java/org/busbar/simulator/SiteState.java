package org.busbar.simulator;

import java.time.Instant;

/**
 * A site at one instant. Powers are the means over the step that ends at the instant, so that
 * energy is power times step exactly. {@code solarKw() + grid.powerKw = loadKw + battery.powerKw}.
 *
 * @param at the instant
 * @param battery the battery
 * @param inverter1 the first inverter
 * @param inverter2 the second inverter
 * @param grid the point of connection
 * @param loadKw load in kW, 0 or more
 * @param energy lifetime counters
 */
record SiteState(
    Instant at,
    Battery battery,
    Inverter inverter1,
    Inverter inverter2,
    Grid grid,
    double loadKw,
    Energy energy) {

  /**
   * The battery.
   *
   * @param voltage V, above 0
   * @param current A, + charging, - discharging
   * @param charge charge level in %, 0..100
   * @param temperature °C
   * @param health state of health in %, 0..100
   * @param powerKw kW, + charging, - discharging; voltage times current
   */
  record Battery(
      double voltage,
      double current,
      double charge,
      double temperature,
      double health,
      double powerKw) {}

  /**
   * One inverter.
   *
   * @param powerKw AC output in kW, + towards the site
   * @param dcPowerKw DC input in kW, 0 or more
   * @param temperature °C
   * @param energyWh AC energy since it was installed in Wh, never falling
   * @param dcEnergyWh DC energy since it was installed in Wh, never falling
   */
  record Inverter(
      double powerKw, double dcPowerKw, double temperature, double energyWh, double dcEnergyWh) {
    Inverter withoutCounters() {
      return new Inverter(powerKw, dcPowerKw, temperature, 0, 0);
    }
  }

  /**
   * The point of connection.
   *
   * @param voltage V AC, phase to neutral; 0 in an outage
   * @param frequency Hz; 0 in an outage
   * @param powerKw kW, + import, - export
   */
  record Grid(double voltage, double frequency, double powerKw) {}

  /**
   * Lifetime counters in Wh, never falling.
   *
   * @param solar AC output of both inverters
   * @param gridImport taken from the grid
   * @param gridExport given to the grid
   * @param batteryCharged put into the battery
   * @param batteryDischarged taken from the battery
   * @param load consumed
   */
  record Energy(
      double solar,
      double gridImport,
      double gridExport,
      double batteryCharged,
      double batteryDischarged,
      double load) {}

  /** The same with all lifetime counters at 0, as after a change of devices. */
  SiteState withoutCounters() {
    return new SiteState(
        at,
        battery,
        inverter1.withoutCounters(),
        inverter2.withoutCounters(),
        grid,
        loadKw,
        new Energy(0, 0, 0, 0, 0, 0));
  }

  /** AC output of both inverters in kW, 0 or more. */
  double solarKw() {
    return inverter1.powerKw() + inverter2.powerKw();
  }
}
