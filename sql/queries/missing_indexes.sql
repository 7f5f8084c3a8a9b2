-- Tables that are probably missing an index: no index at all, or read mostly by sequential scans although large.
-- Units: bytes; rows are the planner's estimate.
-- psql -f missing_indexes.sql
SELECT n.nspname AS schema_name,
  c.relname AS table_name,
  CASE WHEN NOT c.relhasindex THEN 'no index at all' ELSE 'mostly sequential scans' END AS reason,
  coalesce(s.seq_scan, 0) AS sequential_scans,
  coalesce(s.idx_scan, 0) AS index_scans,
  coalesce(s.n_live_tup, 0) AS live_rows,
  pg_total_relation_size(c.oid) AS total_bytes
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
WHERE c.relkind IN ('r', 'p')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
  AND (NOT c.relhasindex
    OR (s.n_live_tup > 10000 AND s.seq_scan > 100 AND s.seq_scan > 10 * coalesce(s.idx_scan, 0)))
ORDER BY c.relhasindex, total_bytes DESC, schema_name, table_name
