-- Equipment of an organization with its health and its number of active alerts: worst health first, unknown last.
-- Units: health score 0 to 100.
-- psql -v organization_id=1 -v site_ids=NULL -f equipment_health.sql   (site_ids NULL = all)
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids
)
SELECT e.id AS equipment_id,
  e.name,
  e.type,
  s.id AS site_id,
  s.name AS site_name,
  e.status,
  e.health_score,
  e.last_maintenance_at,
  e.next_maintenance_at,
  e.warranty_expires_at,
  a.active_alerts
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN equipment e ON e.site_id = s.id
CROSS JOIN LATERAL (
  SELECT count(*)::int AS active_alerts
  FROM alerts a
  WHERE a.site_id = e.site_id AND a.equipment_id = e.id AND a.status = 'active'
) a
ORDER BY e.health_score NULLS LAST, s.name, e.name, e.id
