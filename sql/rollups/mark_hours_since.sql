-- Marks every hour since :since in which some site has readings, so that the next drains compute it again.
WITH p AS (
  SELECT :since::timestamptz AS since, :now::timestamptz AS now
)
INSERT INTO rollup.dirty_hours (site_id, hour, marked_at)
SELECT DISTINCT t.site_id, date_trunc('hour', t."timestamp", 'UTC'), p.now
FROM p JOIN telemetry_readings t ON t."timestamp" >= p.since AND t."timestamp" < p.now + interval '1 hour';
