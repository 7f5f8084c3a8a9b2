-- Which offered readings of equipment differ from what is stored at their instant; answers their ordinals.
WITH p AS (
  SELECT :ordinals::integer[] AS ordinals, :site_ids::bigint[] AS site_ids, :instants::bigint[] AS instants,
    :names::text[] AS names, :values::text[] AS "values"
),
offered AS (
  SELECT n.ordinal, n.site_id, n.name, timestamptz 'epoch' + n.instant * interval '1 microsecond' AS "timestamp",
    n."values"::jsonb AS "values"
  FROM p, unnest(p.ordinals, p.site_ids, p.instants, p.names, p."values") AS n (ordinal, site_id, instant, name, "values")
)
SELECT o.ordinal FROM offered o
JOIN ingest.equipment_readings e ON e.site_id = o.site_id AND e.equipment_name = o.name AND e."timestamp" = o."timestamp"
WHERE e."values" <> o."values"
  AND e."timestamp" BETWEEN (SELECT min("timestamp") FROM offered) AND (SELECT max("timestamp") FROM offered)
