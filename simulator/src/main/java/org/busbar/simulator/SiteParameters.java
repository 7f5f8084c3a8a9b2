package org.busbar.simulator;

import java.time.Duration;

/**
 * A site that is not there.
 *
 * @param latitude degrees, north +, -90..90
 * @param longitude degrees, east +, -180..180
 * @param gridHertz 50 or 60
 * @param solarKw installed array capacity in kW, 0..100,000
 * @param batteryKwh usable battery capacity in kWh, above 0..100,000
 * @param batteryKw largest battery power under self-consumption in kW, above 0..100,000
 * @param batteryVolts nominal battery voltage in V, 40..1500
 * @param loadKw mean load in kW, 0..100,000
 * @param scenario what else happens
 * @param step time between two states, 1 ms..1 h
 */
record SiteParameters(
    double latitude,
    double longitude,
    int gridHertz,
    double solarKw,
    double batteryKwh,
    double batteryKw,
    double batteryVolts,
    double loadKw,
    Scenario scenario,
    Duration step) {

  SiteParameters {
    within("latitude", latitude, -90, 90);
    within("longitude", longitude, -180, 180);
    within("solar_kw", solarKw, 0, 100_000);
    within("battery_kwh", batteryKwh, Double.MIN_VALUE, 100_000);
    within("battery_kw", batteryKw, Double.MIN_VALUE, 100_000);
    within("battery voltage", batteryVolts, 40, 1500);
    within("load_kw", loadKw, 0, 100_000);
    within("step in s", step.toNanos() * 1e-9, 0.001, 3600);
    if (gridHertz != 50 && gridHertz != 60) {
      throw new IllegalArgumentException("grid " + gridHertz + " Hz must be 50 or 60");
    }
  }

  /** 30 kW of solar, 40 kWh of battery, 8 kW of load near Berlin, stepped every second. */
  static SiteParameters usual() {
    return new SiteParameters(
        52.5, 13.4, 50, 30, 40, 20, 500, 8, Scenario.NORMAL, Duration.ofSeconds(1));
  }

  SiteParameters at(double newLatitude, double newLongitude, int newGridHertz) {
    return new SiteParameters(
        newLatitude,
        newLongitude,
        newGridHertz,
        solarKw,
        batteryKwh,
        batteryKw,
        batteryVolts,
        loadKw,
        scenario,
        step);
  }

  /** Other sizes; the battery's largest power becomes half its capacity per hour. */
  SiteParameters sized(double newSolarKw, double newBatteryKwh, double newLoadKw) {
    return new SiteParameters(
        latitude,
        longitude,
        gridHertz,
        newSolarKw,
        newBatteryKwh,
        newBatteryKwh / 2,
        batteryVolts,
        newLoadKw,
        scenario,
        step);
  }

  SiteParameters playing(Scenario newScenario) {
    return new SiteParameters(
        latitude,
        longitude,
        gridHertz,
        solarKw,
        batteryKwh,
        batteryKw,
        batteryVolts,
        loadKw,
        newScenario,
        step);
  }

  SiteParameters stepping(Duration newStep) {
    return new SiteParameters(
        latitude,
        longitude,
        gridHertz,
        solarKw,
        batteryKwh,
        batteryKw,
        batteryVolts,
        loadKw,
        scenario,
        newStep);
  }

  /** Largest power that a device of the site shows in W, 1000 or more. */
  double largestWatts(Part part) {
    double forced =
        scenario.forced().stream().mapToDouble(power -> Math.abs(power.rate())).max().orElse(0);
    double battery = Math.max(batteryKw, forced * batteryKwh);
    double kilowatts =
        switch (part) {
          case INVERTER_1, INVERTER_2 -> solarKw;
          case BATTERY -> battery;
          case METER, LOAD_METER, HYBRID -> solarKw + battery + 4 * loadKw;
        };
    return Math.max(1, kilowatts) * 1000;
  }

  private static void within(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(name + " " + value + " is outside " + min + ".." + max);
    }
  }
}
