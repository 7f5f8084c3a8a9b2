-- Size of every table with its indexes, largest first; a partitioned table shows the sum of its partitions.
-- Units: bytes; rows are the planner's estimate, null where the table was never analyzed.
-- psql -f database_size.sql
WITH RECURSIVE tables AS (
  SELECT c.oid AS root, c.oid
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
  UNION ALL
  SELECT t.root, i.inhrelid FROM tables t JOIN pg_inherits i ON i.inhparent = t.oid
)
SELECT n.nspname AS schema_name,
  r.relname AS table_name,
  (count(*) - 1)::int AS partitions,
  sum(greatest(c.reltuples, 0)) FILTER (WHERE c.relkind = 'r' AND c.reltuples >= 0)::bigint AS estimated_rows,
  sum(pg_table_size(c.oid))::bigint AS table_bytes,
  sum(pg_indexes_size(c.oid))::bigint AS index_bytes,
  sum(pg_total_relation_size(c.oid))::bigint AS total_bytes,
  pg_database_size(current_database()) AS database_bytes
FROM tables t
JOIN pg_class c ON c.oid = t.oid
JOIN pg_class r ON r.oid = t.root
JOIN pg_namespace n ON n.oid = r.relnamespace
GROUP BY n.nspname, r.relname
ORDER BY total_bytes DESC, schema_name, table_name
