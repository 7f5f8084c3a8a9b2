-- Sites that are gone and still have rows in tables without a foreign key. Each table is walked along its primary key
-- from one site to the next, whatever the number of rows.
WITH RECURSIVE readings AS (
  (SELECT site_id FROM telemetry_readings ORDER BY site_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.site_id FROM telemetry_readings t WHERE t.site_id > r.site_id ORDER BY t.site_id LIMIT 1)
  FROM readings r WHERE r.site_id IS NOT NULL
), detail AS (
  (SELECT site_id FROM ingest.equipment_readings ORDER BY site_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.site_id FROM ingest.equipment_readings t WHERE t.site_id > r.site_id ORDER BY t.site_id LIMIT 1)
  FROM detail r WHERE r.site_id IS NOT NULL
), hours AS (
  (SELECT site_id FROM telemetry_hourly ORDER BY site_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.site_id FROM telemetry_hourly t WHERE t.site_id > r.site_id ORDER BY t.site_id LIMIT 1)
  FROM hours r WHERE r.site_id IS NOT NULL
), days AS (
  (SELECT site_id FROM telemetry_daily ORDER BY site_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.site_id FROM telemetry_daily t WHERE t.site_id > r.site_id ORDER BY t.site_id LIMIT 1)
  FROM days r WHERE r.site_id IS NOT NULL
), batches AS (
  (SELECT site_id FROM ingest.batches ORDER BY site_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.site_id FROM ingest.batches t WHERE t.site_id > r.site_id ORDER BY t.site_id LIMIT 1)
  FROM batches r WHERE r.site_id IS NOT NULL
), known AS (
  SELECT site_id FROM readings
  UNION SELECT site_id FROM detail
  UNION SELECT site_id FROM hours
  UNION SELECT site_id FROM days
  UNION SELECT site_id FROM batches
  UNION SELECT site_id FROM ingest.latest_readings
  UNION SELECT site_id FROM ingest.conflicts
  UNION SELECT site_id FROM rollup.dirty_hours
  UNION SELECT site_id FROM rollup.dirty_days
)
SELECT k.site_id FROM known k
WHERE k.site_id IS NOT NULL AND NOT EXISTS (SELECT FROM sites s WHERE s.id = k.site_id)
ORDER BY 1;
