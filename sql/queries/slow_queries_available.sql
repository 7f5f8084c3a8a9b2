-- Whether slow queries can be shown: pg_stat_statements is preloaded and its extension is created.
-- psql -f slow_queries_available.sql
SELECT current_setting('shared_preload_libraries') ~ '(^|[ ,"/])pg_stat_statements($|[ ,"])'
  AND EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') AS available
