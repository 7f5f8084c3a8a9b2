-- Inserts readings, all arrays in the same order; one that is stored already stays as it is.
-- Answers the ids of those that were new. The arrays are sorted by site and instant, so that two of these never deadlock.
WITH p AS (
  SELECT :ids::bigint[] AS ids, :site_ids::bigint[] AS site_ids, :instants::bigint[] AS instants,
    :now::timestamptz AS now, :metadata::text[] AS metadata,
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
  id, site_id, "timestamp", created_at,
  battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh, battery_power_kw,
  solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw, inverter2_power_kw,
  inverter1_efficiency, inverter2_efficiency, inverter1_temperature, inverter2_temperature, grid_voltage,
  grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw, load_energy_kwh,
  metadata
)
SELECT n.id, n.site_id, timestamptz 'epoch' + n.instant * interval '1 microsecond', p.now,
  n.battery_voltage, n.battery_current, n.battery_charge_level, n.battery_temperature, n.battery_soh,
  n.battery_power_kw, n.solar_power_kw, n.solar_energy_kwh, n.solar_efficiency, n.inverter1_power_kw,
  n.inverter2_power_kw, n.inverter1_efficiency, n.inverter2_efficiency, n.inverter1_temperature,
  n.inverter2_temperature, n.grid_voltage, n.grid_frequency, n.grid_power_kw, n.grid_energy_kwh,
  n.load_power_kw, n.load_energy_kwh,
  n.metadata::jsonb
FROM p, unnest(
    p.ids, p.site_ids, p.instants, p.metadata,
    p.battery_voltage, p.battery_current, p.battery_charge_level, p.battery_temperature, p.battery_soh,
    p.battery_power_kw, p.solar_power_kw, p.solar_energy_kwh, p.solar_efficiency, p.inverter1_power_kw,
    p.inverter2_power_kw, p.inverter1_efficiency, p.inverter2_efficiency, p.inverter1_temperature,
    p.inverter2_temperature, p.grid_voltage, p.grid_frequency, p.grid_power_kw, p.grid_energy_kwh,
    p.load_power_kw, p.load_energy_kwh
  ) AS n (
    id, site_id, instant, metadata,
    battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh,
    battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw,
    inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
    inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
    load_energy_kwh
  )
ON CONFLICT (site_id, "timestamp") DO NOTHING
RETURNING id
