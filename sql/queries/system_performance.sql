-- Active sites with their newest values and the number of active alerts by severity (0 if none); by site name.
-- Units: charge level and state of health %, power kW.
-- psql -v organization_id=1 -v site_ids=NULL -f system_performance.sql   (site_ids NULL = all)
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids
)
SELECT s.id AS site_id,
  s.name AS site_name,
  l.battery_charge_level,
  l.battery_soh,
  l.solar_power_kw,
  l.load_power_kw,
  l."timestamp" AS last_reading_at,
  a.critical_alerts,
  a.error_alerts,
  a.warning_alerts
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
LEFT JOIN ingest.latest_readings l ON l.site_id = s.id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE a.severity = 'critical')::int AS critical_alerts,
    count(*) FILTER (WHERE a.severity = 'error')::int AS error_alerts,
    count(*) FILTER (WHERE a.severity = 'warning')::int AS warning_alerts
  FROM alerts a
  WHERE a.site_id = s.id AND a.status = 'active'
) a
WHERE s.status = 'active'
ORDER BY s.name, s.id
