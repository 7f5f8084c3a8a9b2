-- What the ledger says of a batch.
WITH p AS (SELECT :site_id::bigint AS site_id, :outbox_id::text AS outbox_id, :number::bigint AS number)
SELECT encode(b.digest, 'hex') AS digest, b.accepted, b.duplicate, b.conflict, b.rejected::text AS rejected
FROM p JOIN ingest.batches b ON b.site_id = p.site_id AND b.outbox_id = p.outbox_id AND b.batch = p.number
