-- Removes the daily rows of a site that raw still tells; the next drains compute them anew.
WITH p AS (
  SELECT :site_id::bigint AS site_id
)
DELETE FROM telemetry_daily d USING p
WHERE d.site_id = p.site_id
  AND d.date > coalesce((
    SELECT m.dropped_before FROM partitions.partitioned m WHERE m.parent = 'telemetry_readings'::regclass
  ), timestamptz '-infinity') AT TIME ZONE 'UTC';
