-- The measurement's baseline: one request's readings of one site, and nothing else.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :instants::bigint[] AS instants,
    :battery_voltage::real[] AS battery_voltage, :battery_current::real[] AS battery_current,
    :battery_charge_level::real[] AS battery_charge_level,
    :battery_temperature::real[] AS battery_temperature, :battery_soh::real[] AS battery_soh,
    :battery_power_kw::real[] AS battery_power_kw, :solar_power_kw::real[] AS solar_power_kw,
    :solar_energy_kwh::real[] AS solar_energy_kwh, :solar_efficiency::real[] AS solar_efficiency,
    :inverter1_power_kw::real[] AS inverter1_power_kw, :inverter2_power_kw::real[] AS inverter2_power_kw,
    :inverter1_efficiency::real[] AS inverter1_efficiency,
    :inverter2_efficiency::real[] AS inverter2_efficiency,
    :inverter1_temperature::real[] AS inverter1_temperature,
    :inverter2_temperature::real[] AS inverter2_temperature, :grid_voltage::real[] AS grid_voltage,
    :grid_frequency::real[] AS grid_frequency, :grid_power_kw::real[] AS grid_power_kw,
    :grid_energy_kwh::real[] AS grid_energy_kwh, :load_power_kw::real[] AS load_power_kw,
    :load_energy_kwh::real[] AS load_energy_kwh
)
INSERT INTO telemetry_readings (
  site_id, "timestamp",
  battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh, battery_power_kw,
  solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw, inverter2_power_kw,
  inverter1_efficiency, inverter2_efficiency, inverter1_temperature, inverter2_temperature, grid_voltage,
  grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw, load_energy_kwh
)
SELECT p.site_id, timestamptz 'epoch' + n.instant * interval '1 millisecond',
  n.battery_voltage, n.battery_current, n.battery_charge_level, n.battery_temperature, n.battery_soh,
  n.battery_power_kw, n.solar_power_kw, n.solar_energy_kwh, n.solar_efficiency, n.inverter1_power_kw,
  n.inverter2_power_kw, n.inverter1_efficiency, n.inverter2_efficiency, n.inverter1_temperature,
  n.inverter2_temperature, n.grid_voltage, n.grid_frequency, n.grid_power_kw, n.grid_energy_kwh,
  n.load_power_kw, n.load_energy_kwh
FROM p, unnest(
    p.instants,
    p.battery_voltage, p.battery_current, p.battery_charge_level, p.battery_temperature, p.battery_soh,
    p.battery_power_kw, p.solar_power_kw, p.solar_energy_kwh, p.solar_efficiency, p.inverter1_power_kw,
    p.inverter2_power_kw, p.inverter1_efficiency, p.inverter2_efficiency, p.inverter1_temperature,
    p.inverter2_temperature, p.grid_voltage, p.grid_frequency, p.grid_power_kw, p.grid_energy_kwh,
    p.load_power_kw, p.load_energy_kwh
  ) AS n (
    instant,
    battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh,
    battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw,
    inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
    inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
    load_energy_kwh
  )
ON CONFLICT (site_id, "timestamp") DO NOTHING
