-- Marks the local days that the given (site, hour) buckets touch, in each site's own time zone.
-- An hour of a site with a half-hour zone may lie in two days.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :hours::timestamptz[] AS hours, :now::timestamptz AS now
), bucket AS (
  SELECT unnest(site_ids) AS site_id, unnest(hours) AS hour, now FROM p
)
INSERT INTO rollup.dirty_days (site_id, date, marked_at)
SELECT DISTINCT b.site_id, (edge AT TIME ZONE s.timezone)::date, b.now
FROM bucket b JOIN sites s ON s.id = b.site_id
CROSS JOIN LATERAL (VALUES (b.hour), (b.hour + interval '59 minutes 59.999999 seconds')) AS e (edge);
