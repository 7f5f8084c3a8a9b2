-- The sites of the development data, with the time of their first reading (null: none yet).
SELECT s.id AS site_id, s.slug,
  (SELECT min(t."timestamp") FROM telemetry_readings t WHERE t.site_id = s.id) AS first_reading
FROM sites s JOIN organizations o ON o.id = s.organization_id AND o.slug = 'busbar-demo'
WHERE s.slug IN ('berlin', 'austin', 'kathmandu')
ORDER BY s.id;
