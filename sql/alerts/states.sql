-- Where every rule stands at the given sites.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids
)
SELECT r.site_id, r.code, r.state, r.since
FROM alerting.rule_states r, p
WHERE r.site_id = ANY (p.site_ids) AND r.equipment_id IS NULL;
