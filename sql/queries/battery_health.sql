-- Battery health of a site by day (the site's own days), from_date to to_date, both included: the day's last state of
-- health, and its charge levels and temperatures. A day without data has no row.
-- Units: state of health and charge level %, temperature degrees Celsius.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -v from_date="'2026-06-01'" -v to_date="'2026-06-30'" -f battery_health.sql
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id,
    :from_date::date AS from_date, :to_date::date AS to_date
)
SELECT d.date,
  soh.battery_soh,
  d.avg_battery_charge_level,
  d.min_battery_charge_level,
  d.max_battery_charge_level,
  d.avg_battery_temperature,
  d.max_battery_temperature
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN telemetry_daily d ON d.site_id = s.id AND d.date BETWEEN p.from_date AND p.to_date
LEFT JOIN LATERAL (
  SELECT r.battery_soh
  FROM telemetry_readings r
  WHERE r.site_id = s.id
    AND r."timestamp" >= d.date::timestamp AT TIME ZONE s.timezone
    AND r."timestamp" < (d.date + 1)::timestamp AT TIME ZONE s.timezone
    AND r.battery_soh IS NOT NULL
  ORDER BY r."timestamp" DESC
  LIMIT 1
) soh ON true
ORDER BY d.date
