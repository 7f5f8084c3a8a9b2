-- Whether a site exists, and whether it is of the same organization as the site :of_site_id (null: of any).
WITH p AS (SELECT :site_id::bigint AS site_id, :of_site_id::bigint AS of_site_id)
SELECT 1 FROM p JOIN sites s ON s.id = p.site_id
WHERE p.of_site_id IS NULL OR s.organization_id = (SELECT organization_id FROM sites WHERE id = p.of_site_id)
