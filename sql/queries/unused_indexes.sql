-- Indexes that were never used since the statistics were reset, largest first. Primary keys, unique indexes and
-- the partitions' parts of them are left out: they guard, whether they are read or not.
-- Units: bytes.
-- psql -f unused_indexes.sql
SELECT s.schemaname AS schema_name,
  s.relname AS table_name,
  s.indexrelname AS index_name,
  pg_relation_size(s.indexrelid) AS index_bytes,
  d.stats_reset
FROM pg_stat_user_indexes s
JOIN pg_index i ON i.indexrelid = s.indexrelid
JOIN pg_stat_database d ON d.datname = current_database()
WHERE s.idx_scan = 0 AND NOT i.indisprimary AND NOT i.indisunique
ORDER BY index_bytes DESC, schema_name, table_name, index_name
