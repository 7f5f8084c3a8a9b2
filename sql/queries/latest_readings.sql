-- Newest reading of every site of an organization, one row per site, sites without data too; ordered by site.
-- Units: charge level %, voltage V, power kW (grid + import, - export).
-- psql -v organization_id=1 -v site_ids=NULL -f latest_readings.sql   (site_ids: allowed sites, NULL = all)
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids
)
SELECT s.id AS site_id,
  s.name AS site_name,
  l."timestamp",
  l.battery_charge_level,
  l.battery_voltage,
  l.solar_power_kw,
  l.grid_power_kw,
  l.load_power_kw
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
LEFT JOIN ingest.latest_readings l ON l.site_id = s.id
ORDER BY s.id
