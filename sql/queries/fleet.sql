-- The fleet table: each site with its newest reading, its energy today (the site's own day), its open alerts and
-- its usual time between readings. Retired (inactive) sites are left out.
-- Units: %, V, kW (grid + import, - export; battery + charging, - discharging), kWh, s.
-- psql -v organization_id=1 -v site_ids=NULL -v now="'2026-06-01T12:00Z'" -f fleet.sql   (site_ids NULL = all)
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :now::timestamptz AS now
)
SELECT s.id AS site_id,
  s.name AS site_name,
  s.timezone,
  s.status,
  s.last_seen_at,
  l."timestamp",
  l.battery_charge_level,
  l.battery_voltage,
  l.battery_temperature,
  l.battery_power_kw,
  l.solar_power_kw,
  l.grid_power_kw,
  l.load_power_kw,
  l.metadata ->> 'dataQuality' AS data_quality,
  d.total_solar_energy_kwh AS today_solar_kwh,
  d.total_grid_import_kwh AS today_import_kwh,
  d.total_grid_export_kwh AS today_export_kwh,
  h.interval_seconds,
  a.open_alerts,
  a.worst_rank
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
LEFT JOIN ingest.latest_readings l ON l.site_id = s.id
LEFT JOIN LATERAL (
  -- LIMIT keeps this a lookup for each site, however many years of days there are.
  SELECT d.total_solar_energy_kwh, d.total_grid_import_kwh, d.total_grid_export_kwh
  FROM telemetry_daily d
  WHERE d.site_id = s.id AND d.date = (p.now AT TIME ZONE s.timezone)::date
  LIMIT 1
) d ON true
LEFT JOIN LATERAL (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 36 * h.coverage_percent / h.reading_count) AS interval_seconds
  FROM telemetry_hourly h
  WHERE h.site_id = s.id AND h."timestamp" > p.now - interval '24 hours' AND h."timestamp" <= p.now
) h ON true
LEFT JOIN LATERAL (
  SELECT count(*)::int AS open_alerts,
    min(CASE a.severity WHEN 'critical' THEN 1 WHEN 'error' THEN 2 WHEN 'warning' THEN 3 ELSE 4 END) AS worst_rank
  FROM alerts a
  WHERE a.site_id = s.id AND a.status IN ('active', 'acknowledged')
) a ON true
WHERE s.status <> 'inactive'
ORDER BY s.id
