-- Removes entries of the ledger of batches received before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM ingest.batches b USING p WHERE b.received_at < p.before;
