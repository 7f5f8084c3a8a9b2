-- Sets the latest reading of a site to its newest one, and when it was last seen.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :since::timestamptz AS since, :now::timestamptz AS now
), seen AS (
  UPDATE sites s SET last_seen_at = greatest(s.last_seen_at, p.now) FROM p WHERE s.id = p.site_id
)
INSERT INTO ingest.latest_readings AS l (site_id, reading_id, "timestamp", received_at, battery_voltage,
  battery_current, battery_charge_level, battery_temperature, battery_soh, battery_power_kw, solar_power_kw,
  solar_energy_kwh, solar_efficiency, inverter1_power_kw, inverter2_power_kw, inverter1_efficiency,
  inverter2_efficiency, inverter1_temperature, inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw,
  grid_energy_kwh, load_power_kw, load_energy_kwh, metadata)
SELECT t.site_id, t.id, t."timestamp", t.created_at, battery_voltage, battery_current, battery_charge_level,
  battery_temperature, battery_soh, battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency,
  inverter1_power_kw, inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
  inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
  load_energy_kwh, t.metadata
FROM p JOIN telemetry_readings t ON t.site_id = p.site_id AND t."timestamp" >= p.since
ORDER BY t."timestamp" DESC LIMIT 1
ON CONFLICT (site_id) DO UPDATE SET
  reading_id = EXCLUDED.reading_id, "timestamp" = EXCLUDED."timestamp", received_at = EXCLUDED.received_at,
  battery_voltage = EXCLUDED.battery_voltage,
  battery_current = EXCLUDED.battery_current,
  battery_charge_level = EXCLUDED.battery_charge_level,
  battery_temperature = EXCLUDED.battery_temperature,
  battery_soh = EXCLUDED.battery_soh,
  battery_power_kw = EXCLUDED.battery_power_kw,
  solar_power_kw = EXCLUDED.solar_power_kw,
  solar_energy_kwh = EXCLUDED.solar_energy_kwh,
  solar_efficiency = EXCLUDED.solar_efficiency,
  inverter1_power_kw = EXCLUDED.inverter1_power_kw,
  inverter2_power_kw = EXCLUDED.inverter2_power_kw,
  inverter1_efficiency = EXCLUDED.inverter1_efficiency,
  inverter2_efficiency = EXCLUDED.inverter2_efficiency,
  inverter1_temperature = EXCLUDED.inverter1_temperature,
  inverter2_temperature = EXCLUDED.inverter2_temperature,
  grid_voltage = EXCLUDED.grid_voltage,
  grid_frequency = EXCLUDED.grid_frequency,
  grid_power_kw = EXCLUDED.grid_power_kw,
  grid_energy_kwh = EXCLUDED.grid_energy_kwh,
  load_power_kw = EXCLUDED.load_power_kw,
  load_energy_kwh = EXCLUDED.load_energy_kwh,
  metadata = EXCLUDED.metadata
WHERE l."timestamp" < EXCLUDED."timestamp";
