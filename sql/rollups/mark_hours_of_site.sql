-- Marks every hour of a site that has an hourly row or readings, so that the next drains compute it again.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :now::timestamptz AS now
)
INSERT INTO rollup.dirty_hours (site_id, hour, marked_at)
SELECT p.site_id, hour, p.now
FROM p CROSS JOIN LATERAL (
  SELECT h."timestamp" AS hour FROM telemetry_hourly h WHERE h.site_id = p.site_id
  UNION
  SELECT date_trunc('hour', t."timestamp", 'UTC') FROM telemetry_readings t WHERE t.site_id = p.site_id
) AS hours;
