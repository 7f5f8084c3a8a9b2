-- Rolls up the given (site, hour) buckets from the raw readings and overwrites every column of telemetry_hourly.
-- Window [hour, hour + 1 h), UTC. A null is no measurement and is skipped; an hour without readings gets no row.
-- Answers the buckets that have a row.
-- Battery energy is the integral of battery power: a reading holds until the site's next reading, for ten minutes at
-- most, cut at the border of the hour; what reaches over the border counts in the next hour if that has a reading.
-- Coverage is the time so held as a share of the hour. LATERAL per bucket, so that the primary key is used;
-- OFFSET 0 keeps the planner from computing `held` again in every aggregate.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :hours::timestamptz[] AS hours,
    :since::timestamptz AS since, :until::timestamptz AS until, :now::timestamptz AS now
)
INSERT INTO telemetry_hourly AS h (site_id, "timestamp",
  avg_battery_voltage, avg_battery_current, avg_battery_charge_level, min_battery_charge_level,
  max_battery_charge_level, avg_battery_temperature, max_battery_temperature, avg_solar_power_kw,
  avg_solar_efficiency, avg_grid_power_kw, avg_load_power_kw, total_solar_energy_kwh, total_grid_energy_kwh,
  total_grid_import_kwh, total_grid_export_kwh, total_load_energy_kwh, total_battery_charged_kwh,
  total_battery_discharged_kwh, reading_count, coverage_percent, created_at, updated_at)
SELECT b.site_id, b.hour, r.*, now, now
FROM (SELECT unnest(site_ids) AS site_id, unnest(hours) AS hour, now FROM p) AS b
JOIN sites s ON s.id = b.site_id
CROSS JOIN LATERAL (
  SELECT avg(battery_voltage) FILTER (WHERE inside), avg(battery_current) FILTER (WHERE inside),
    avg(battery_charge_level) FILTER (WHERE inside), min(battery_charge_level) FILTER (WHERE inside),
    max(battery_charge_level) FILTER (WHERE inside), avg(battery_temperature) FILTER (WHERE inside),
    max(battery_temperature) FILTER (WHERE inside), avg(solar_power_kw) FILTER (WHERE inside),
    avg(solar_efficiency) FILTER (WHERE inside), avg(grid_power_kw) FILTER (WHERE inside),
    avg(load_power_kw) FILTER (WHERE inside),
    sum(solar_energy_kwh::float8) FILTER (WHERE inside),
    sum(grid_energy_kwh::float8) FILTER (WHERE inside),
    sum(greatest(grid_energy_kwh::float8, 0)) FILTER (WHERE inside AND grid_energy_kwh IS NOT NULL),
    sum(greatest(-grid_energy_kwh::float8, 0)) FILTER (WHERE inside AND grid_energy_kwh IS NOT NULL),
    sum(load_energy_kwh::float8) FILTER (WHERE inside),
    sum(greatest(battery_power_kw::float8, 0) * held) FILTER (WHERE held > 0 AND battery_power_kw IS NOT NULL) / 3600,
    sum(greatest(-battery_power_kw::float8, 0) * held) FILTER (WHERE held > 0 AND battery_power_kw IS NOT NULL) / 3600,
    count(*) FILTER (WHERE inside),
    least(100, sum(greatest(held, 0)) / 36)
  FROM (
    SELECT t.*, t."timestamp" >= b.hour AS inside,
      date_part('epoch', least(lead(t."timestamp") OVER (ORDER BY t."timestamp"),
          t."timestamp" + interval '10 minutes', b.hour + interval '1 hour')
        - greatest(t."timestamp", b.hour)) AS held
    FROM telemetry_readings t
    WHERE t.site_id = b.site_id
      AND t."timestamp" >= b.hour - interval '10 minutes' AND t."timestamp" < b.hour + interval '1 hour'
      AND t."timestamp" >= (SELECT since FROM p) AND t."timestamp" < (SELECT until FROM p)
    OFFSET 0
  ) AS reading
  HAVING count(*) FILTER (WHERE inside) > 0
) AS r
ON CONFLICT (site_id, "timestamp") DO UPDATE SET
  avg_battery_voltage = EXCLUDED.avg_battery_voltage,
  avg_battery_current = EXCLUDED.avg_battery_current,
  avg_battery_charge_level = EXCLUDED.avg_battery_charge_level,
  min_battery_charge_level = EXCLUDED.min_battery_charge_level,
  max_battery_charge_level = EXCLUDED.max_battery_charge_level,
  avg_battery_temperature = EXCLUDED.avg_battery_temperature,
  max_battery_temperature = EXCLUDED.max_battery_temperature,
  avg_solar_power_kw = EXCLUDED.avg_solar_power_kw,
  avg_solar_efficiency = EXCLUDED.avg_solar_efficiency,
  avg_grid_power_kw = EXCLUDED.avg_grid_power_kw,
  avg_load_power_kw = EXCLUDED.avg_load_power_kw,
  total_solar_energy_kwh = EXCLUDED.total_solar_energy_kwh,
  total_grid_energy_kwh = EXCLUDED.total_grid_energy_kwh,
  total_grid_import_kwh = EXCLUDED.total_grid_import_kwh,
  total_grid_export_kwh = EXCLUDED.total_grid_export_kwh,
  total_load_energy_kwh = EXCLUDED.total_load_energy_kwh,
  total_battery_charged_kwh = EXCLUDED.total_battery_charged_kwh,
  total_battery_discharged_kwh = EXCLUDED.total_battery_discharged_kwh,
  reading_count = EXCLUDED.reading_count,
  coverage_percent = EXCLUDED.coverage_percent,
  updated_at = EXCLUDED.updated_at
RETURNING site_id, "timestamp";
