-- Takes readings that are new, as rows of binary COPY; a reading that is stored already makes it fail as a whole.
COPY telemetry_readings (
  id, site_id, "timestamp", created_at,
  battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh, battery_power_kw,
  solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw, inverter2_power_kw,
  inverter1_efficiency, inverter2_efficiency, inverter1_temperature, inverter2_temperature, grid_voltage,
  grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw, load_energy_kwh,
  metadata
) FROM STDIN (FORMAT binary)
