-- The status of an alert of an organization's site; no row when there is none.
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_id::bigint AS site_id, :alert_id::bigint AS alert_id
)
SELECT a.status FROM alerts a JOIN p ON a.site_id = p.site_id AND a.id = p.alert_id
JOIN sites s ON s.id = p.site_id AND s.organization_id = p.organization_id;
