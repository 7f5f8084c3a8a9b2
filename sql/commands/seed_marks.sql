-- Marks the hours of a site's new readings for the roll-ups.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :since::timestamptz AS since, :until::timestamptz AS until, :now::timestamptz AS now
)
INSERT INTO rollup.dirty_hours (site_id, hour, marked_at)
SELECT p.site_id, hour, p.now
FROM p CROSS JOIN generate_series(date_trunc('hour', p.since, 'UTC'), p.until - interval '1 minute', interval '1 hour')
  AS hour;
