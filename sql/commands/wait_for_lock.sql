-- Waits for the named lock and holds it until the transaction ends.
WITH p AS (
  SELECT :name::text AS name
)
SELECT 1 FROM p WHERE pg_advisory_xact_lock(hashtextextended(p.name, 0)) IS NOT NULL;
