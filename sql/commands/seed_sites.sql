-- Three sites of the development data, in 50 Hz and 60 Hz grids and a zone of 5:45 h; harmless when they are there.
INSERT INTO sites (organization_id, name, slug, city, country, latitude, longitude, timezone, nominal_voltage,
  daily_consumption_kwh, battery_capacity_kwh, solar_capacity_kw, config, installed_at)
SELECT o.id, v.name, v.slug, v.name, v.country, v.latitude, v.longitude, v.timezone, 500,
  v.consumption, v.battery, v.solar, v.config::jsonb, timestamptz '2025-03-01 00:00Z'
FROM organizations o CROSS JOIN (VALUES
  ('Berlin', 'berlin', 'DE', 52.52, 13.40, 'Europe/Berlin', 190, 60, 30,
    '{"gridNominalHz": 50, "alertThresholds": {"batteryLowPercent": 20, "batteryHighTemp": 50, "gridFrequencyMin": 49.5, "gridFrequencyMax": 50.5, "voltageMin": 207, "voltageMax": 253}}'),
  ('Austin', 'austin', 'US', 30.27, -97.74, 'America/Chicago', 330, 100, 50,
    '{"gridNominalHz": 60, "alertThresholds": {"batteryLowPercent": 20, "batteryHighTemp": 50, "gridFrequencyMin": 59.5, "gridFrequencyMax": 60.5, "voltageMin": 216, "voltageMax": 264}}'),
  ('Kathmandu', 'kathmandu', 'NP', 27.72, 85.32, 'Asia/Kathmandu', 140, 8, 20,
    '{"gridNominalHz": 50, "alertThresholds": {"batteryLowPercent": 20, "batteryHighTemp": 50, "gridFrequencyMin": 49.5, "gridFrequencyMax": 50.5, "voltageMin": 207, "voltageMax": 253}}')
) AS v (name, slug, country, latitude, longitude, timezone, consumption, battery, solar, config)
WHERE o.slug = 'busbar-demo'
ON CONFLICT (organization_id, slug) DO NOTHING;
