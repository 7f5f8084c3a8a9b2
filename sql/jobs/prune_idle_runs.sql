-- Removes runs of jobs that found nothing to do and started before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM jobs.runs r USING p WHERE r.outcome = 'done' AND r.detail IS NULL AND r.started_at < p.before;
