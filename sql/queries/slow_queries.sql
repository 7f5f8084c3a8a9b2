-- The slowest statements of this database by mean time, slowest first. Needs pg_stat_statements (see slow_queries_available.sql).
-- Units: ms; rows and calls since the statistics were reset.
-- psql -v row_limit=10 -f slow_queries.sql
WITH p AS (
  SELECT :row_limit::bigint AS row_limit
)
SELECT left(regexp_replace(s.query, '\s+', ' ', 'g'), 500) AS query,
  s.calls,
  s.mean_exec_time AS mean_ms,
  s.max_exec_time AS max_ms,
  s.total_exec_time AS total_ms,
  s.rows
FROM pg_stat_statements s
WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY s.mean_exec_time DESC
LIMIT (SELECT row_limit FROM p)
