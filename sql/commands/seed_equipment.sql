-- Two inverters, a battery and a meter at each site of the development data; harmless when they are there.
-- The names are those by which the pollers of the demonstration send their detail.
INSERT INTO equipment (site_id, type, name, manufacturer, model, serial_number, capacity, voltage, status,
  health_score, installed_at, next_maintenance_at, warranty_expires_at)
SELECT s.id, v.type, v.name, 'Busbar Simulator', v.model, upper(left(s.slug, 3)) || '-' || v.name,
  v.share * CASE v.type WHEN 'inverter' THEN s.solar_capacity_kw WHEN 'battery' THEN s.battery_capacity_kwh END,
  v.voltage, 'operational', v.health, s.installed_at, timestamptz '2027-03-01 00:00Z', timestamptz '2035-03-01 00:00Z'
FROM sites s JOIN organizations o ON o.id = s.organization_id AND o.slug = 'busbar-demo'
CROSS JOIN (VALUES
  ('inverter', 'inverter-1', 'SunSpec 103', 0.5, 230, 97),
  ('inverter', 'inverter-2', 'SunSpec 103', 0.5, 230, 95),
  ('battery', 'battery', 'SunSpec 802', 1, 500, 98),
  ('grid_meter', 'meter', 'SDM630', NULL, 230, 99)
) AS v (type, name, model, share, voltage, health)
WHERE s.slug IN ('berlin', 'austin', 'kathmandu')
ON CONFLICT (site_id, name) DO NOTHING;
