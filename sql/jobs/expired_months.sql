-- Partitions that lie wholly before :keep_from and whose readings are rolled up: no hour of the month, and no local
-- day that touches it, is marked dirty.
WITH p AS (
  SELECT :keep_from::timestamptz AT TIME ZONE 'UTC' AS keep_from
)
SELECT m.parent::text AS parent, m.partition_name, m.month
FROM partitions.months m CROSS JOIN p
WHERE m.month + interval '1 month' <= p.keep_from
  AND NOT EXISTS (
    SELECT FROM rollup.dirty_hours h
    WHERE h.hour >= m.month::timestamp AT TIME ZONE 'UTC'
      AND h.hour < (m.month + interval '1 month') AT TIME ZONE 'UTC')
  AND NOT EXISTS (
    SELECT FROM rollup.dirty_days d WHERE d.date >= m.month - 1 AND d.date <= m.month + interval '1 month')
ORDER BY m.month, 1;
