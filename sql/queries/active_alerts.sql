-- Open alerts (active, acknowledged) of an organization with site and equipment: worst severity first, then newest.
-- psql -v organization_id=1 -v site_ids=NULL -v row_limit=200 -f active_alerts.sql   (site_ids NULL = all)
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :row_limit::bigint AS row_limit
)
SELECT a.id AS alert_id,
  s.id AS site_id,
  s.name AS site_name,
  s.timezone,
  e.id AS equipment_id,
  e.name AS equipment_name,
  a.severity,
  CASE a.severity WHEN 'critical' THEN 1 WHEN 'error' THEN 2 WHEN 'warning' THEN 3 ELSE 4 END AS severity_rank,
  a.category,
  a.code,
  a.title,
  a.message,
  a.status,
  a.acknowledged_at,
  a.acknowledged_by,
  a.created_at
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN alerts a ON a.site_id = s.id AND a.status IN ('active', 'acknowledged')
LEFT JOIN equipment e ON e.site_id = a.site_id AND e.id = a.equipment_id
ORDER BY severity_rank, a.created_at DESC, a.id DESC
LIMIT (SELECT row_limit FROM p)
