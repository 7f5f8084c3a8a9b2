package org.busbar.points;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The 21 measures of a site reading, in the order of the store's columns. */
public enum Measure {
  BATTERY_VOLTAGE("batteryVoltage", "battery_voltage", "V", 0, 1500),
  BATTERY_CURRENT("batteryCurrent", "battery_current", "A", -5000, 5000),
  BATTERY_CHARGE_LEVEL("batteryChargeLevel", "battery_charge_level", "%", 0, 100),
  BATTERY_TEMPERATURE("batteryTemperature", "battery_temperature", "°C", -60, 150),
  BATTERY_STATE_OF_HEALTH("batteryStateOfHealth", "battery_soh", "%", 0, 100),
  BATTERY_POWER_KW("batteryPowerKw", "battery_power_kw", "kW", -100000, 100000),
  SOLAR_POWER_KW("solarPowerKw", "solar_power_kw", "kW", 0, 100000),
  SOLAR_ENERGY_KWH("solarEnergyKwh", "solar_energy_kwh", "kWh", 0, 100000),
  SOLAR_EFFICIENCY("solarEfficiency", "solar_efficiency", "%", 0, 110),
  INVERTER1_POWER_KW("inverter1PowerKw", "inverter1_power_kw", "kW", -100000, 100000),
  INVERTER2_POWER_KW("inverter2PowerKw", "inverter2_power_kw", "kW", -100000, 100000),
  INVERTER1_EFFICIENCY("inverter1Efficiency", "inverter1_efficiency", "%", 0, 110),
  INVERTER2_EFFICIENCY("inverter2Efficiency", "inverter2_efficiency", "%", 0, 110),
  INVERTER1_TEMPERATURE("inverter1Temperature", "inverter1_temperature", "°C", -60, 150),
  INVERTER2_TEMPERATURE("inverter2Temperature", "inverter2_temperature", "°C", -60, 150),
  GRID_VOLTAGE("gridVoltage", "grid_voltage", "V", 0, 1500),
  GRID_FREQUENCY("gridFrequency", "grid_frequency", "Hz", 0, 100),
  GRID_POWER_KW("gridPowerKw", "grid_power_kw", "kW", -100000, 100000),
  GRID_ENERGY_KWH("gridEnergyKwh", "grid_energy_kwh", "kWh", -100000, 100000),
  LOAD_POWER_KW("loadPowerKw", "load_power_kw", "kW", 0, 100000),
  LOAD_ENERGY_KWH("loadEnergyKwh", "load_energy_kwh", "kWh", 0, 100000);

  private static final Map<String, Measure> BY_JSON_KEY =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(Measure::jsonKey, Function.identity()));

  private final String jsonKey;
  private final String column;
  private final String unit;
  private final double min;
  private final double max;

  Measure(String jsonKey, String column, String unit, double min, double max) {
    this.jsonKey = jsonKey;
    this.column = column;
    this.unit = unit;
    this.min = min;
    this.max = max;
  }

  /** Its name in JSON. */
  public String jsonKey() {
    return jsonKey;
  }

  /** Its column in the table of readings. */
  public String column() {
    return column;
  }

  /** V, A, %, °C, kW, kWh or Hz. */
  public String unit() {
    return unit;
  }

  /** Least plausible value, in the unit; below it a reading is refused. */
  public double min() {
    return min;
  }

  /** Greatest plausible value, in the unit; above it a reading is refused. */
  public double max() {
    return max;
  }

  /** The measure that a key of a reading means. */
  public static Optional<Measure> ofJsonKey(String jsonKey) {
    return Optional.ofNullable(BY_JSON_KEY.get(jsonKey));
  }
}
