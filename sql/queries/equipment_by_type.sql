-- Equipment of an organization of one type (NULL = every type), by site and name.
-- Units: capacity kW (kWh for batteries), health score 0 to 100.
-- psql -v organization_id=1 -v site_ids=NULL -v equipment_type="'battery'" -f equipment_by_type.sql
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :equipment_type::text AS equipment_type
)
SELECT e.type,
  e.id AS equipment_id,
  e.name,
  s.id AS site_id,
  s.name AS site_name,
  e.manufacturer,
  e.model,
  e.serial_number,
  e.capacity,
  e.status,
  e.health_score
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN equipment e ON e.site_id = s.id AND (p.equipment_type IS NULL OR e.type = p.equipment_type)
ORDER BY e.type, s.name, e.name, e.id
