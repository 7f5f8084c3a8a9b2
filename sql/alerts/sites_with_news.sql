-- Sites whose newest reading has not been judged yet, with how far they have been.
SELECT s.id AS site_id, s.organization_id, s.config::text AS config, p.evaluated_through, l."timestamp" AS newest
FROM ingest.latest_readings l
JOIN sites s ON s.id = l.site_id
LEFT JOIN alerting.progress p ON p.site_id = l.site_id
WHERE p.evaluated_through IS NULL OR l."timestamp" > p.evaluated_through
ORDER BY s.id;
