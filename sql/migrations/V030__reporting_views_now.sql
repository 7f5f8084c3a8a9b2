-- Views for people who read with psql, Grafana or BI tools. Their columns stay; a comment on each says unit and sign.
-- They run with the reader's own rights, so that what a reader may see is decided on the tables.
CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS 'Stable views for readers: v_...';

-- Connectivity is derived from when a site was last seen, never stored.
CREATE FUNCTION reporting.connectivity(last_seen_at timestamptz, at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN last_seen_at IS NULL THEN 'unknown'
    WHEN at - last_seen_at <= interval '10 minutes' THEN 'online'
    WHEN at - last_seen_at <= interval '30 minutes' THEN 'delayed'
    ELSE 'offline'
  END
$$;
COMMENT ON FUNCTION reporting.connectivity IS
  'online: seen within 10 min; delayed: within 30 min; offline: longer ago; unknown: never seen';

CREATE VIEW reporting.v_site_status WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  s.slug AS site_slug,
  s.status,
  s.timezone,
  s.city,
  s.country,
  s.battery_capacity_kwh,
  s.solar_capacity_kw,
  s.last_seen_at,
  extract(epoch FROM now() - s.last_seen_at)::float8 AS seconds_since_seen,
  reporting.connectivity(s.last_seen_at, now()) AS connectivity,
  (SELECT count(*)::int FROM alerts a WHERE a.site_id = s.id AND a.status IN ('active', 'acknowledged')) AS open_alerts
FROM sites s;
COMMENT ON VIEW reporting.v_site_status IS 'Every site with its connectivity at the time of asking';
COMMENT ON COLUMN reporting.v_site_status.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_site_status.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_site_status.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_site_status.site_slug IS 'Short name, unique in the organization';
COMMENT ON COLUMN reporting.v_site_status.status IS 'active, inactive, maintenance or offline, as set by people';
COMMENT ON COLUMN reporting.v_site_status.timezone IS 'IANA name; the site''s days are days of this zone';
COMMENT ON COLUMN reporting.v_site_status.city IS 'City';
COMMENT ON COLUMN reporting.v_site_status.country IS 'Country';
COMMENT ON COLUMN reporting.v_site_status.battery_capacity_kwh IS 'kWh; installed';
COMMENT ON COLUMN reporting.v_site_status.solar_capacity_kw IS 'kW; installed peak power';
COMMENT ON COLUMN reporting.v_site_status.last_seen_at IS 'Arrival time of the newest accepted data; null = never';
COMMENT ON COLUMN reporting.v_site_status.seconds_since_seen IS 's since the newest accepted data arrived; null = never';
COMMENT ON COLUMN reporting.v_site_status.connectivity IS 'online: data within 10 min; delayed: within 30 min; offline: older; unknown: never';
COMMENT ON COLUMN reporting.v_site_status.open_alerts IS 'Number of alerts that are active or acknowledged';

CREATE VIEW reporting.v_latest_readings WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  s.timezone,
  l."timestamp",
  l.received_at,
  extract(epoch FROM now() - l."timestamp")::float8 AS age_seconds,
  l.metadata ->> 'dataQuality' AS data_quality,
  l.battery_voltage,
  l.battery_current,
  l.battery_charge_level,
  l.battery_temperature,
  l.battery_soh,
  l.battery_power_kw,
  l.solar_power_kw,
  l.solar_energy_kwh,
  l.solar_efficiency,
  l.inverter1_power_kw,
  l.inverter2_power_kw,
  l.inverter1_efficiency,
  l.inverter2_efficiency,
  l.inverter1_temperature,
  l.inverter2_temperature,
  l.grid_voltage,
  l.grid_frequency,
  l.grid_power_kw,
  l.grid_energy_kwh,
  l.load_power_kw,
  l.load_energy_kwh
FROM sites s
LEFT JOIN ingest.latest_readings l ON l.site_id = s.id;
COMMENT ON VIEW reporting.v_latest_readings IS 'The newest reading of every site; a site without data has a row of nulls';
COMMENT ON COLUMN reporting.v_latest_readings.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_latest_readings.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_latest_readings.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_latest_readings.timezone IS 'IANA name of the site''s time zone';
COMMENT ON COLUMN reporting.v_latest_readings."timestamp" IS 'When the values were measured; null = no data yet';
COMMENT ON COLUMN reporting.v_latest_readings.received_at IS 'When the reading arrived in the store';
COMMENT ON COLUMN reporting.v_latest_readings.age_seconds IS 's since the values were measured';
COMMENT ON COLUMN reporting.v_latest_readings.data_quality IS 'good, degraded or poor; null = not said';
COMMENT ON COLUMN reporting.v_latest_readings.battery_voltage IS 'V; nominal 500 V class, 0 to 1500; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.battery_current IS 'A; + charging, - discharging; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.battery_charge_level IS '%; state of charge, 0 to 100; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.battery_temperature IS '°C; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.battery_soh IS '%; state of health, 0 to 100; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.battery_power_kw IS 'kW; + charging, - discharging; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.solar_power_kw IS 'kW; at least 0, at the instant; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.solar_energy_kwh IS 'kWh of the interval since the site''s previous reading, not a running counter; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.solar_efficiency IS '%; output as a share of installed array capacity; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter1_power_kw IS 'kW; AC output of the site''s first inverter, + towards the site; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter2_power_kw IS 'kW; AC output of the site''s second inverter, + towards the site; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter1_efficiency IS '%; AC out / DC in of the first inverter; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter2_efficiency IS '%; AC out / DC in of the second inverter; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter1_temperature IS '°C; first inverter; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.inverter2_temperature IS '°C; second inverter; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.grid_voltage IS 'V AC; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.grid_frequency IS 'Hz; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.grid_power_kw IS 'kW; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.grid_energy_kwh IS 'kWh of the interval; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.load_power_kw IS 'kW; at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_latest_readings.load_energy_kwh IS 'kWh of the interval; at least 0; null = not measured';

CREATE VIEW reporting.v_active_alerts WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  a.id AS alert_id,
  a.equipment_id,
  e.name AS equipment_name,
  a.severity,
  CASE a.severity WHEN 'critical' THEN 1 WHEN 'error' THEN 2 WHEN 'warning' THEN 3 ELSE 4 END AS severity_rank,
  a.category,
  a.code,
  a.title,
  a.message,
  a.context ->> 'actualValue' AS actual_value,
  a.context ->> 'thresholdValue' AS threshold_value,
  a.status,
  a.acknowledged_at,
  a.acknowledged_by,
  a.created_at
FROM sites s
JOIN alerts a ON a.site_id = s.id AND a.status IN ('active', 'acknowledged')
LEFT JOIN equipment e ON e.site_id = a.site_id AND e.id = a.equipment_id;
COMMENT ON VIEW reporting.v_active_alerts IS 'Alerts that are open: active or acknowledged';
COMMENT ON COLUMN reporting.v_active_alerts.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_active_alerts.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_active_alerts.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_active_alerts.alert_id IS 'Alert';
COMMENT ON COLUMN reporting.v_active_alerts.equipment_id IS 'Piece of equipment; null = the site itself';
COMMENT ON COLUMN reporting.v_active_alerts.equipment_name IS 'Name of the piece of equipment';
COMMENT ON COLUMN reporting.v_active_alerts.severity IS 'info, warning, error or critical';
COMMENT ON COLUMN reporting.v_active_alerts.severity_rank IS '1 = critical, 2 = error, 3 = warning, 4 = info';
COMMENT ON COLUMN reporting.v_active_alerts.category IS 'battery, grid, solar, inverter, system or maintenance';
COMMENT ON COLUMN reporting.v_active_alerts.code IS 'Code of the alert rule';
COMMENT ON COLUMN reporting.v_active_alerts.title IS 'Title of the alert rule';
COMMENT ON COLUMN reporting.v_active_alerts.message IS 'What was measured and what the limit is';
COMMENT ON COLUMN reporting.v_active_alerts.actual_value IS 'Value that violated the rule, in the unit of the rule; text, as rules may judge more than numbers';
COMMENT ON COLUMN reporting.v_active_alerts.threshold_value IS 'Limit of the rule, in the unit of the rule; text';
COMMENT ON COLUMN reporting.v_active_alerts.status IS 'active or acknowledged';
COMMENT ON COLUMN reporting.v_active_alerts.acknowledged_at IS 'When it was acknowledged; null = not yet';
COMMENT ON COLUMN reporting.v_active_alerts.acknowledged_by IS 'Who acknowledged it';
COMMENT ON COLUMN reporting.v_active_alerts.created_at IS 'When the alert was raised';

CREATE VIEW reporting.v_equipment_health WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  e.id AS equipment_id,
  e.name AS equipment_name,
  e.type,
  e.manufacturer,
  e.model,
  e.serial_number,
  e.capacity,
  e.status,
  e.health_score,
  e.next_maintenance_at,
  e.warranty_expires_at,
  (SELECT count(*)::int FROM alerts a WHERE a.site_id = e.site_id AND a.equipment_id = e.id AND a.status = 'active') AS active_alerts
FROM sites s
JOIN equipment e ON e.site_id = s.id;
COMMENT ON VIEW reporting.v_equipment_health IS 'Every piece of equipment with its health and its active alerts';
COMMENT ON COLUMN reporting.v_equipment_health.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_equipment_health.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_equipment_health.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_equipment_health.equipment_id IS 'Piece of equipment';
COMMENT ON COLUMN reporting.v_equipment_health.equipment_name IS 'Name, unique at the site';
COMMENT ON COLUMN reporting.v_equipment_health.type IS 'inverter, battery, solar_panel, charge_controller, grid_meter or load_meter';
COMMENT ON COLUMN reporting.v_equipment_health.manufacturer IS 'Manufacturer';
COMMENT ON COLUMN reporting.v_equipment_health.model IS 'Model';
COMMENT ON COLUMN reporting.v_equipment_health.serial_number IS 'Serial number';
COMMENT ON COLUMN reporting.v_equipment_health.capacity IS 'kW; kWh for batteries';
COMMENT ON COLUMN reporting.v_equipment_health.status IS 'operational, degraded, maintenance, failed or offline';
COMMENT ON COLUMN reporting.v_equipment_health.health_score IS '0 (bad) to 100 (good); null = not known';
COMMENT ON COLUMN reporting.v_equipment_health.next_maintenance_at IS 'When maintenance is due; null = not planned';
COMMENT ON COLUMN reporting.v_equipment_health.warranty_expires_at IS 'When the warranty ends';
COMMENT ON COLUMN reporting.v_equipment_health.active_alerts IS 'Number of alerts that are active';
