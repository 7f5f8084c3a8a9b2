-- Removes the daily rows of the given (site, local day) buckets that hold no reading (any more), or whose site is gone.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :dates::date[] AS dates,
    :since::timestamptz AS since, :until::timestamptz AS until
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(dates) AS date FROM p
)
DELETE FROM telemetry_daily d USING bucket b
WHERE d.site_id = b.site_id AND d.date = b.date
  AND NOT EXISTS (
    SELECT FROM sites s JOIN telemetry_readings t ON t.site_id = s.id
    WHERE s.id = b.site_id
      AND t."timestamp" >= (b.date - 1)::timestamp AT TIME ZONE 'UTC'
      AND t."timestamp" < (b.date + 2)::timestamp AT TIME ZONE 'UTC'
      AND (t."timestamp" AT TIME ZONE s.timezone)::date = b.date
      AND t."timestamp" >= (SELECT since FROM p) AND t."timestamp" < (SELECT until FROM p));
