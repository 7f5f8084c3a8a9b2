-- Charge level of every site by the hour over the last 24 hours, for the small curves of the fleet table.
-- Units: charge level %.
-- psql -v organization_id=1 -v site_ids=NULL -v now="'2026-06-01T12:00Z'" -f fleet_sparklines.sql   (site_ids NULL = all)
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :now::timestamptz AS now
)
SELECT s.id AS site_id, h."timestamp", h.avg_battery_charge_level
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
CROSS JOIN LATERAL (
  SELECT h."timestamp", h.avg_battery_charge_level
  FROM telemetry_hourly h
  WHERE h.site_id = s.id AND h."timestamp" > p.now - interval '24 hours' AND h."timestamp" <= p.now
) h
WHERE s.status <> 'inactive'
ORDER BY s.id, h."timestamp"
