-- Tells the other nodes of the centre which sites have new readings; ids only.
-- psql -v payload="'node 1,2'" -f live_notify.sql
WITH p AS (
  SELECT :payload::text AS payload
)
SELECT pg_notify('busbar_live', payload)::text FROM p
