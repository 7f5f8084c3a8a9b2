-- Claims batches in the ledger before anyone knows which of their readings are new; locks their sites until the commit.
-- Answers, for each batch offered, whether its site exists and whether the ledger took it (no outbox: nothing to take).
WITH p AS (
  SELECT :now::timestamptz AS now, :lock_site_ids::bigint[] AS lock_site_ids,
    :batch_ordinals::integer[] AS ordinals, :batch_site_ids::bigint[] AS batch_site_ids,
    :batch_outbox_ids::text[] AS outbox_ids, :batch_numbers::bigint[] AS numbers, :batch_digests::text[] AS digests,
    :batch_rejected::text[] AS rejected
),
locked AS (
  UPDATE sites SET last_seen_at = sites.last_seen_at
  FROM p WHERE sites.id = ANY (p.lock_site_ids)
  RETURNING sites.id
),
offered AS (
  SELECT b.ordinal, b.site_id, b.outbox_id, b.number, b.digest, b.rejected,
    b.site_id IN (SELECT id FROM locked) AS site_exists
  FROM p, unnest(p.ordinals, p.batch_site_ids, p.outbox_ids, p.numbers, p.digests, p.rejected)
    AS b (ordinal, site_id, outbox_id, number, digest, rejected)
),
taken AS (
  INSERT INTO ingest.batches (site_id, outbox_id, batch, digest, received_at, accepted, duplicate, conflict, rejected)
  SELECT o.site_id, o.outbox_id, o.number, decode(o.digest, 'hex'), p.now, 0, 0, 0, o.rejected::jsonb
  FROM offered o, p WHERE o.outbox_id IS NOT NULL AND o.site_exists
  ON CONFLICT (site_id, outbox_id, batch) DO NOTHING
  RETURNING site_id, outbox_id, batch
)
SELECT o.ordinal, o.site_exists, o.outbox_id IS NULL OR t.batch IS NOT NULL AS taken
FROM offered o
LEFT JOIN taken t ON t.site_id = o.site_id AND t.outbox_id = o.outbox_id AND t.batch = o.number
