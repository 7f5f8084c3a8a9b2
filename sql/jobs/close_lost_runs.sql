-- A run that has not ended within a day ended with its node.
WITH p AS (
  SELECT :now::timestamptz AS now
)
UPDATE jobs.runs r SET outcome = 'failed', finished_at = p.now, detail = 'the node ended while it ran'
FROM p WHERE r.outcome = 'running' AND r.started_at < p.now - interval '1 day';
