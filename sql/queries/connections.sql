-- Connections of this database by application and state, and the limit of the server.
-- Units: longest_s s since the oldest began its state.
-- psql -v now="'2026-06-01T12:00Z'" -f connections.sql
WITH p AS NOT MATERIALIZED (
  SELECT :now::timestamptz AS now
)
SELECT coalesce(a.application_name, '') AS application,
  coalesce(a.state, 'unknown') AS state,
  count(*)::int AS connections,
  greatest(max(extract(epoch FROM p.now - a.state_change)), 0)::float8 AS longest_s,
  current_setting('max_connections')::int AS max_connections
FROM p
JOIN pg_stat_activity a ON a.datname = current_database()
GROUP BY 1, 2
ORDER BY connections DESC, application, state
