-- Inserts readings of equipment, all arrays in the same order; one that is stored already stays as it is.
-- Answers the ordinals of those that were new.
WITH p AS (
  SELECT :now::timestamptz AS now, :ordinals::integer[] AS ordinals, :site_ids::bigint[] AS site_ids,
    :instants::bigint[] AS instants, :names::text[] AS names, :values::text[] AS "values", :bad::text[] AS bad
),
offered AS (
  SELECT DISTINCT ON (n.site_id, n.name, n.instant) n.ordinal, n.site_id, n.name,
    timestamptz 'epoch' + n.instant * interval '1 microsecond' AS "timestamp", n."values", n.bad
  FROM p, unnest(p.ordinals, p.site_ids, p.instants, p.names, p."values", p.bad)
    AS n (ordinal, site_id, instant, name, "values", bad)
  ORDER BY n.site_id, n.name, n.instant, n.ordinal
),
inserted AS (
  INSERT INTO ingest.equipment_readings (site_id, equipment_name, "timestamp", created_at, "values", bad)
  SELECT o.site_id, o.name, o."timestamp", p.now, o."values"::jsonb, o.bad::jsonb
  FROM offered o, p ORDER BY o.site_id, o.name, o."timestamp"
  ON CONFLICT (site_id, equipment_name, "timestamp") DO NOTHING
  RETURNING site_id, equipment_name, "timestamp"
)
SELECT o.ordinal FROM offered o
JOIN inserted i ON i.site_id = o.site_id AND i.equipment_name = o.name AND i."timestamp" = o."timestamp"
