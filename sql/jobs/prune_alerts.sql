-- Removes alerts that were resolved or dismissed before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM alerts a USING p WHERE a.status IN ('resolved', 'dismissed') AND a.resolved_at < p.before;
