-- Makes the partition of :parent for the month of :instant (µs since 1970 UTC), waiting at most a second for its locks.
-- Answers whether it was missing.
WITH p AS MATERIALIZED (
  SELECT :parent::text AS parent, :instant::bigint AS instant, set_config('lock_timeout', '1s', true) AS lock_timeout
)
SELECT partitions.ensure_month(p.parent::regclass, timestamptz 'epoch' + p.instant * interval '1 microsecond')
FROM p WHERE p.lock_timeout IS NOT NULL
