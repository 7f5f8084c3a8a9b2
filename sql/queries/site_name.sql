-- Name and time zone of one site, if the organization has it and the reader may see it.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -f site_name.sql
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id
)
SELECT s.id AS site_id, s.name AS site_name, s.timezone
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
