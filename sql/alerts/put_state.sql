-- Stores where a rule stands at a site, unless it is no longer what the caller saw (null: nothing was stored).
WITH p AS (
  SELECT :site_id::bigint AS site_id, :code::text AS code, :state::text AS state, :since::timestamptz AS since,
    :last_value::double precision AS last_value, :now::timestamptz AS now, :seen_state::text AS seen_state,
    :seen_since::timestamptz AS seen_since
)
INSERT INTO alerting.rule_states AS r (site_id, equipment_id, code, state, since, last_value, updated_at)
SELECT site_id, NULL, code, state, since, last_value, now FROM p
ON CONFLICT (site_id, equipment_id, code) DO UPDATE
SET state = EXCLUDED.state, since = EXCLUDED.since, last_value = EXCLUDED.last_value, updated_at = EXCLUDED.updated_at
WHERE (r.state, r.since) = (SELECT seen_state, seen_since FROM p);
