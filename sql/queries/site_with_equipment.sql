-- A site with its equipment, one row per piece of equipment (one row without equipment if it has none).
-- Units: capacity kW (kWh for batteries), solar capacity kW, voltage V, health score 0 to 100.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -f site_with_equipment.sql
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id
)
SELECT s.id AS site_id,
  s.name AS site_name,
  s.slug,
  s.city,
  s.country,
  s.timezone,
  s.status AS site_status,
  s.last_seen_at,
  s.battery_capacity_kwh,
  s.solar_capacity_kw,
  e.id AS equipment_id,
  e.type AS equipment_type,
  e.name AS equipment_name,
  e.manufacturer,
  e.model,
  e.serial_number,
  e.capacity,
  e.voltage,
  e.status AS equipment_status,
  e.health_score,
  e.next_maintenance_at,
  e.warranty_expires_at
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
LEFT JOIN equipment e ON e.site_id = s.id
ORDER BY e.type, e.id
