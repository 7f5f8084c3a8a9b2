-- Keeps readings that differ from what is stored at their instant: the first stays, these are kept for a person to judge.
WITH p AS (
  SELECT :now::timestamptz AS now, :site_ids::bigint[] AS site_ids, :instants::bigint[] AS instants,
    :outbox_ids::text[] AS outbox_ids, :numbers::bigint[] AS numbers, :offered::text[] AS offered
)
INSERT INTO ingest.conflicts (site_id, "timestamp", received_at, outbox_id, batch, offered)
SELECT n.site_id, timestamptz 'epoch' + n.instant * interval '1 microsecond', p.now, n.outbox_id, n.number, n.offered::jsonb
FROM p, unnest(p.site_ids, p.instants, p.outbox_ids, p.numbers, p.offered)
  AS n (site_id, instant, outbox_id, number, offered)
