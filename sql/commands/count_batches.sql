-- Writes into the ledger what became of batches that were claimed in the same transaction.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :outbox_ids::text[] AS outbox_ids, :numbers::bigint[] AS numbers,
    :accepted::integer[] AS accepted, :duplicates::integer[] AS duplicates, :conflicts::integer[] AS conflicts
)
UPDATE ingest.batches AS b SET accepted = n.accepted, duplicate = n.duplicate, conflict = n.conflict
FROM p, unnest(p.site_ids, p.outbox_ids, p.numbers, p.accepted, p.duplicates, p.conflicts)
  AS n (site_id, outbox_id, number, accepted, duplicate, conflict)
WHERE b.site_id = n.site_id AND b.outbox_id = n.outbox_id AND b.batch = n.number
