-- Removes the hourly rows of (site, hour) buckets that hold no reading (any more), or whose site is gone.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :hours::timestamptz[] AS hours
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(hours) AS hour FROM p
)
DELETE FROM telemetry_hourly h USING bucket b WHERE h.site_id = b.site_id AND h."timestamp" = b.hour;
