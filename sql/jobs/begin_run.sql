-- A job begins to run; answers the id of the run.
WITH p AS (
  SELECT :job::text AS job, :node::text AS node, :now::timestamptz AS now
)
INSERT INTO jobs.runs (job, node, started_at, outcome)
SELECT job, node, now, 'running' FROM p RETURNING id;
