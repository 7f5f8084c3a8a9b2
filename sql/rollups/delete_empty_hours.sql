-- Removes the hourly rows of the given (site, hour) buckets that hold no reading (any more), or whose site is gone.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :hours::timestamptz[] AS hours,
    :since::timestamptz AS since, :until::timestamptz AS until
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(hours) AS hour FROM p
)
DELETE FROM telemetry_hourly h USING bucket b
WHERE h.site_id = b.site_id AND h."timestamp" = b.hour
  AND NOT (EXISTS (SELECT FROM sites s WHERE s.id = b.site_id)
    AND EXISTS (
      SELECT FROM telemetry_readings t
      WHERE t.site_id = b.site_id AND t."timestamp" >= b.hour AND t."timestamp" < b.hour + interval '1 hour'
        AND t."timestamp" >= (SELECT since FROM p) AND t."timestamp" < (SELECT until FROM p)));
