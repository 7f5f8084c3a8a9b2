-- Takes the marks of up to :bucket_limit dirty (site, hour) buckets, newest hours first, and answers the hours to
-- roll up. Deletes exactly the marks it sees: one that is made meanwhile stays. An hour's last reading reaches into
-- the next hour, so the next hour is rolled up again where it has been already.
-- An hour whose raw readings retention dropped keeps the row it has.
-- Run under the advisory lock of the drain and in the transaction that writes the hours.
WITH p AS (
  SELECT :bucket_limit::integer AS bucket_limit
), bucket AS MATERIALIZED (
  SELECT d.site_id, d.hour FROM rollup.dirty_hours d
  GROUP BY d.hour, d.site_id ORDER BY d.hour DESC, d.site_id LIMIT (SELECT bucket_limit FROM p)
), kept AS (
  SELECT coalesce(max(m.dropped_before), '-infinity') AS since
  FROM partitions.partitioned m WHERE m.parent = 'telemetry_readings'::regclass
), taken AS (
  DELETE FROM rollup.dirty_hours d USING bucket b
  WHERE d.site_id = b.site_id AND d.hour = b.hour RETURNING d.site_id, d.hour
)
SELECT t.site_id, t.hour FROM taken t CROSS JOIN kept k
WHERE t.hour >= k.since
  OR NOT EXISTS (SELECT FROM telemetry_hourly h WHERE h.site_id = t.site_id AND h."timestamp" = t.hour)
UNION
SELECT h.site_id, h."timestamp" FROM bucket b
JOIN telemetry_hourly h ON h.site_id = b.site_id AND h."timestamp" = b.hour + interval '1 hour'
JOIN kept k ON h."timestamp" >= k.since
ORDER BY 1, 2;
