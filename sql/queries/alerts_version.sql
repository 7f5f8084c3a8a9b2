-- One value that changes whenever an open alert of an organization appears, changes or closes.
-- psql -v organization_id=1 -f alerts_version.sql
WITH p AS (
  SELECT :organization_id::bigint AS organization_id
)
SELECT count(a.id) || '/' || coalesce(max(a.id), 0) || '/' || coalesce(extract(epoch FROM max(a.updated_at)), 0) AS version
FROM p
JOIN sites s ON s.organization_id = p.organization_id
JOIN alerts a ON a.site_id = s.id AND a.status IN ('active', 'acknowledged')
