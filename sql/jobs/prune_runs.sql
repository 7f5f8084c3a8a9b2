-- Removes runs of jobs that started before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM jobs.runs r USING p WHERE r.started_at < p.before;
