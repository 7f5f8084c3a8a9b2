-- A job has run; detail says what it did, null when there was nothing to do.
WITH p AS (
  SELECT :id::bigint AS id, :outcome::text AS outcome, :detail::text AS detail, :now::timestamptz AS now
)
UPDATE jobs.runs r SET finished_at = p.now, outcome = p.outcome, detail = p.detail FROM p WHERE r.id = p.id;
