-- Rolls up the given (site, local day) buckets from the raw readings and overwrites every column of telemetry_daily.
-- The day is the day of the site's own time zone: 23, 24 or 25 hours. True minima and maxima, averages over the
-- readings, so that a row equals what raw gives. Battery energy and coverage as in hours.sql, cut at the same
-- borders of hours, so that the sum over the hours is the sum of the day. Where midnight comes twice (the clock goes
-- back over it), the day begins at the first; where it is skipped, at the end of the gap.
-- Answers the buckets that have a row; a day without readings gets none.
-- MATERIALIZED and OFFSET 0 keep the planner from computing the borders again in every aggregate.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :dates::date[] AS dates,
    :since::timestamptz AS since, :until::timestamptz AS until, :now::timestamptz AS now
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(dates) AS date FROM p
), midnight AS (
  SELECT b.site_id, b.date, s.timezone,
    b.date::timestamp AT TIME ZONE s.timezone AS first, (b.date + 1)::timestamp AT TIME ZONE s.timezone AS next
  FROM bucket b JOIN sites s ON s.id = b.site_id
), day AS MATERIALIZED (
  SELECT site_id, date,
    CASE WHEN ((first - interval '1 hour') AT TIME ZONE timezone)::date = date
      THEN first - interval '1 hour' ELSE first END AS day_start,
    CASE WHEN ((next - interval '1 hour') AT TIME ZONE timezone)::date = date + 1
      THEN next - interval '1 hour' ELSE next END AS day_end
  FROM midnight
)
INSERT INTO telemetry_daily AS d (site_id, date,
  total_solar_energy_kwh, total_grid_energy_kwh, total_grid_import_kwh, total_grid_export_kwh,
  total_load_energy_kwh, total_battery_charged_kwh, total_battery_discharged_kwh,
  avg_battery_charge_level, min_battery_charge_level, max_battery_charge_level,
  avg_battery_temperature, max_battery_temperature, avg_solar_efficiency,
  uptime_minutes, reading_count, coverage_percent, created_at, updated_at)
SELECT b.site_id, b.date, r.*, (SELECT now FROM p), (SELECT now FROM p)
FROM day b
CROSS JOIN LATERAL (
  SELECT sum(solar_energy_kwh::float8) FILTER (WHERE inside),
    sum(grid_energy_kwh::float8) FILTER (WHERE inside),
    sum(greatest(grid_energy_kwh::float8, 0)) FILTER (WHERE inside AND grid_energy_kwh IS NOT NULL),
    sum(greatest(-grid_energy_kwh::float8, 0)) FILTER (WHERE inside AND grid_energy_kwh IS NOT NULL),
    sum(load_energy_kwh::float8) FILTER (WHERE inside),
    sum(greatest(battery_power_kw::float8, 0) * held) FILTER (WHERE held > 0 AND battery_power_kw IS NOT NULL) / 3600,
    sum(greatest(-battery_power_kw::float8, 0) * held) FILTER (WHERE held > 0 AND battery_power_kw IS NOT NULL) / 3600,
    avg(battery_charge_level) FILTER (WHERE inside), min(battery_charge_level) FILTER (WHERE inside),
    max(battery_charge_level) FILTER (WHERE inside), avg(battery_temperature) FILTER (WHERE inside),
    max(battery_temperature) FILTER (WHERE inside), avg(solar_efficiency) FILTER (WHERE inside),
    round(sum(greatest(held, 0)) / 60), count(*) FILTER (WHERE inside),
    least(100, 100 * sum(greatest(held, 0)) / date_part('epoch', b.day_end - b.day_start))
  FROM (
    SELECT n.*, n."timestamp" >= b.day_start AND n."timestamp" < b.day_end AS inside,
      date_part('epoch', least(n.next, n."timestamp" + interval '10 minutes', b.day_end,
          CASE WHEN n.next < n.hour_end + interval '1 hour' THEN n.next ELSE n.hour_end END)
        - greatest(n."timestamp", b.day_start)) AS held
    FROM (
      SELECT t."timestamp", solar_energy_kwh, grid_energy_kwh, load_energy_kwh, battery_power_kw,
        battery_charge_level, battery_temperature, solar_efficiency,
        date_bin('1 hour', t."timestamp", timestamptz '2000-01-01 00:00Z') + interval '1 hour' AS hour_end,
        lead(t."timestamp") OVER (ORDER BY t."timestamp") AS next
      FROM telemetry_readings t
      WHERE t.site_id = b.site_id
        AND t."timestamp" >= b.day_start - interval '10 minutes' AND t."timestamp" < b.day_end + interval '1 hour'
        AND t."timestamp" >= (SELECT since FROM p) AND t."timestamp" < (SELECT until FROM p)
    ) AS n
    OFFSET 0
  ) AS reading
  HAVING count(*) FILTER (WHERE inside) > 0
) AS r
ON CONFLICT (site_id, date) DO UPDATE SET
  total_solar_energy_kwh = EXCLUDED.total_solar_energy_kwh,
  total_grid_energy_kwh = EXCLUDED.total_grid_energy_kwh,
  total_grid_import_kwh = EXCLUDED.total_grid_import_kwh,
  total_grid_export_kwh = EXCLUDED.total_grid_export_kwh,
  total_load_energy_kwh = EXCLUDED.total_load_energy_kwh,
  total_battery_charged_kwh = EXCLUDED.total_battery_charged_kwh,
  total_battery_discharged_kwh = EXCLUDED.total_battery_discharged_kwh,
  avg_battery_charge_level = EXCLUDED.avg_battery_charge_level,
  min_battery_charge_level = EXCLUDED.min_battery_charge_level,
  max_battery_charge_level = EXCLUDED.max_battery_charge_level,
  avg_battery_temperature = EXCLUDED.avg_battery_temperature,
  max_battery_temperature = EXCLUDED.max_battery_temperature,
  avg_solar_efficiency = EXCLUDED.avg_solar_efficiency,
  uptime_minutes = EXCLUDED.uptime_minutes,
  reading_count = EXCLUDED.reading_count,
  coverage_percent = EXCLUDED.coverage_percent,
  updated_at = EXCLUDED.updated_at
RETURNING site_id, date;
