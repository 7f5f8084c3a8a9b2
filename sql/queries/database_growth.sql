-- Growth over time: what each month's readings take on disk, oldest month first.
-- Units: bytes; rows are the planner's estimate, null where the partition was never analyzed.
-- psql -f database_growth.sql
SELECT m.month,
  m.parent::text AS table_name,
  m.partition_name,
  CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END AS estimated_rows,
  pg_total_relation_size(m.partition) AS total_bytes,
  sum(pg_total_relation_size(m.partition)) OVER (PARTITION BY m.parent ORDER BY m.month)::bigint AS running_bytes
FROM partitions.months m
JOIN pg_class c ON c.oid = m.partition
ORDER BY m.month, table_name
