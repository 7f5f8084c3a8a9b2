-- Removes the daily rows of (site, local day) buckets that hold no reading (any more), or whose site is gone.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :dates::date[] AS dates
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(dates) AS date FROM p
)
DELETE FROM telemetry_daily d USING bucket b WHERE d.site_id = b.site_id AND d.date = b.date;
