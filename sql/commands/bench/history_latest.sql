-- Fills the kept latest readings from the readings of the last hour before :now.
WITH p AS (SELECT :now::timestamptz AS now)
INSERT INTO ingest.latest_readings (site_id, reading_id, "timestamp", received_at, battery_voltage, battery_charge_level,
  solar_power_kw, grid_power_kw, load_power_kw)
SELECT DISTINCT ON (r.site_id) r.site_id, r.id, r."timestamp", r.created_at, r.battery_voltage, r.battery_charge_level,
  r.solar_power_kw, r.grid_power_kw, r.load_power_kw
FROM p JOIN telemetry_readings r ON r."timestamp" BETWEEN p.now - interval '1 hour' AND p.now
ORDER BY r.site_id, r."timestamp" DESC
