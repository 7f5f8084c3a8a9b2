-- Takes the marks of up to :bucket_limit dirty (site, local day) buckets, newest days first, and answers them.
-- Deletes exactly the marks it sees: one that is made meanwhile stays. A day that began before retention dropped
-- its first hours keeps the row it has: raw no longer tells the whole day.
WITH p AS (
  SELECT :bucket_limit::integer AS bucket_limit
), bucket AS MATERIALIZED (
  SELECT d.site_id, d.date FROM rollup.dirty_days d
  GROUP BY d.date, d.site_id ORDER BY d.date DESC, d.site_id LIMIT (SELECT bucket_limit FROM p)
), taken AS (
  DELETE FROM rollup.dirty_days d USING bucket b
  WHERE d.site_id = b.site_id AND d.date = b.date RETURNING d.site_id, d.date
)
SELECT DISTINCT t.site_id, t.date,
  coalesce(t.date::timestamp AT TIME ZONE s.timezone < (
    SELECT m.dropped_before FROM partitions.partitioned m WHERE m.parent = 'telemetry_readings'::regclass
  ), false)
  AND EXISTS (SELECT FROM telemetry_daily y WHERE y.site_id = t.site_id AND y.date = t.date) AS frozen
FROM taken t LEFT JOIN sites s ON s.id = t.site_id
ORDER BY 1, 2;
