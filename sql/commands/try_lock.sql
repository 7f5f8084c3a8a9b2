-- Takes the named lock until the transaction ends, or answers false: another node works.
WITH p AS (
  SELECT :name::text AS name
)
SELECT pg_try_advisory_xact_lock(hashtextextended(p.name, 0)) FROM p;
