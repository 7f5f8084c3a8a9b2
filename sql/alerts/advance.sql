-- Moves the progress of sites from what the caller saw (null: nothing yet) to the newest reading it judged; answers
-- the sites that moved. A site that another node moved meanwhile is not among them, and nothing else may be written
-- for it.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :seen::timestamptz[] AS seen, :through::timestamptz[] AS through
), site AS (
  SELECT unnest(site_ids) AS site_id, unnest(seen) AS seen, unnest(through) AS through FROM p
), moved AS (
  UPDATE alerting.progress g SET evaluated_through = s.through FROM site s
  WHERE g.site_id = s.site_id AND g.evaluated_through = s.seen RETURNING g.site_id
), begun AS (
  INSERT INTO alerting.progress (site_id, evaluated_through)
  SELECT s.site_id, s.through FROM site s WHERE s.seen IS NULL
  ON CONFLICT (site_id) DO NOTHING RETURNING site_id
)
SELECT site_id FROM moved UNION ALL SELECT site_id FROM begun;
