-- An organization in one row: its sites by connectivity, equipment, users, capacities and open alerts.
-- Units: battery kWh, solar kW. Online: data within 10 min; delayed: within 30 min.
-- psql -v organization_id=1 -v site_ids=NULL -v now="'2026-06-01T12:00Z'" -f organization_overview.sql   (site_ids NULL = all)
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :now::timestamptz AS now
), allowed AS (
  SELECT s.*, reporting.connectivity(s.last_seen_at, p.now) AS connectivity
  FROM p
  JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
)
SELECT o.id AS organization_id,
  o.name,
  o.slug,
  o.status,
  o.subscription_tier,
  count(a.id)::int AS sites,
  count(a.id) FILTER (WHERE a.status = 'active')::int AS active_sites,
  count(a.id) FILTER (WHERE a.connectivity = 'online')::int AS online_sites,
  count(a.id) FILTER (WHERE a.connectivity = 'delayed')::int AS delayed_sites,
  count(a.id) FILTER (WHERE a.connectivity = 'offline')::int AS offline_sites,
  count(a.id) FILTER (WHERE a.connectivity = 'unknown')::int AS unknown_sites,
  (SELECT count(*)::int FROM equipment e WHERE e.site_id IN (SELECT id FROM allowed)) AS equipment,
  (SELECT count(*)::int FROM organization_users u WHERE u.organization_id = o.id AND u.status = 'active') AS active_users,
  (SELECT count(*)::int FROM alerts x WHERE x.site_id IN (SELECT id FROM allowed)
    AND x.status IN ('active', 'acknowledged')) AS open_alerts,
  sum(a.battery_capacity_kwh) AS battery_capacity_kwh,
  sum(a.solar_capacity_kw) AS solar_capacity_kw
FROM p
JOIN organizations o ON o.id = p.organization_id
LEFT JOIN allowed a ON a.organization_id = o.id
GROUP BY o.id
