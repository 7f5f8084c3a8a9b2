-- The same for what was: readings, hours, days.
CREATE VIEW reporting.v_readings WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  r."timestamp",
  r.created_at AS received_at,
  r.metadata ->> 'dataQuality' AS data_quality,
  r.battery_voltage,
  r.battery_current,
  r.battery_charge_level,
  r.battery_temperature,
  r.battery_soh,
  r.battery_power_kw,
  r.solar_power_kw,
  r.solar_energy_kwh,
  r.solar_efficiency,
  r.inverter1_power_kw,
  r.inverter2_power_kw,
  r.inverter1_efficiency,
  r.inverter2_efficiency,
  r.inverter1_temperature,
  r.inverter2_temperature,
  r.grid_voltage,
  r.grid_frequency,
  r.grid_power_kw,
  r.grid_energy_kwh,
  r.load_power_kw,
  r.load_energy_kwh
FROM sites s
JOIN telemetry_readings r ON r.site_id = s.id;
COMMENT ON VIEW reporting.v_readings IS 'Every reading, all measures; ask with a site_id and a range of timestamp';
COMMENT ON COLUMN reporting.v_readings.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_readings.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_readings.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_readings."timestamp" IS 'When the values were measured';
COMMENT ON COLUMN reporting.v_readings.received_at IS 'When the reading arrived in the store';
COMMENT ON COLUMN reporting.v_readings.data_quality IS 'good, degraded or poor; null = not said';
COMMENT ON COLUMN reporting.v_readings.battery_voltage IS 'V; nominal 500 V class, 0 to 1500; null = not measured';
COMMENT ON COLUMN reporting.v_readings.battery_current IS 'A; + charging, - discharging; null = not measured';
COMMENT ON COLUMN reporting.v_readings.battery_charge_level IS '%; state of charge, 0 to 100; null = not measured';
COMMENT ON COLUMN reporting.v_readings.battery_temperature IS '°C; null = not measured';
COMMENT ON COLUMN reporting.v_readings.battery_soh IS '%; state of health, 0 to 100; null = not measured';
COMMENT ON COLUMN reporting.v_readings.battery_power_kw IS 'kW; + charging, - discharging; null = not measured';
COMMENT ON COLUMN reporting.v_readings.solar_power_kw IS 'kW; at least 0, at the instant; null = not measured';
COMMENT ON COLUMN reporting.v_readings.solar_energy_kwh IS 'kWh of the interval since the site''s previous reading, not a running counter; null = not measured';
COMMENT ON COLUMN reporting.v_readings.solar_efficiency IS '%; output as a share of installed array capacity; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter1_power_kw IS 'kW; AC output of the site''s first inverter, + towards the site; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter2_power_kw IS 'kW; AC output of the site''s second inverter, + towards the site; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter1_efficiency IS '%; AC out / DC in of the first inverter; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter2_efficiency IS '%; AC out / DC in of the second inverter; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter1_temperature IS '°C; first inverter; null = not measured';
COMMENT ON COLUMN reporting.v_readings.inverter2_temperature IS '°C; second inverter; null = not measured';
COMMENT ON COLUMN reporting.v_readings.grid_voltage IS 'V AC; null = not measured';
COMMENT ON COLUMN reporting.v_readings.grid_frequency IS 'Hz; null = not measured';
COMMENT ON COLUMN reporting.v_readings.grid_power_kw IS 'kW; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_readings.grid_energy_kwh IS 'kWh of the interval; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_readings.load_power_kw IS 'kW; at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_readings.load_energy_kwh IS 'kWh of the interval; at least 0; null = not measured';

CREATE VIEW reporting.v_hourly WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  h."timestamp",
  h.avg_battery_voltage,
  h.avg_battery_current,
  h.avg_battery_charge_level,
  h.min_battery_charge_level,
  h.max_battery_charge_level,
  h.avg_battery_temperature,
  h.max_battery_temperature,
  h.avg_solar_power_kw,
  h.avg_solar_efficiency,
  h.avg_grid_power_kw,
  h.avg_load_power_kw,
  h.total_solar_energy_kwh AS solar_kwh,
  h.total_grid_import_kwh AS grid_import_kwh,
  h.total_grid_export_kwh AS grid_export_kwh,
  h.total_grid_energy_kwh AS grid_net_kwh,
  h.total_load_energy_kwh AS load_kwh,
  h.total_battery_charged_kwh AS battery_charged_kwh,
  h.total_battery_discharged_kwh AS battery_discharged_kwh,
  h.reading_count,
  h.coverage_percent
FROM sites s
JOIN telemetry_hourly h ON h.site_id = s.id;
COMMENT ON VIEW reporting.v_hourly IS 'Power, energy and battery of every site by hour (UTC)';
COMMENT ON COLUMN reporting.v_hourly.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_hourly.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_hourly.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_hourly."timestamp" IS 'Start of the hour, UTC; the window is [hour, hour + 1 h)';
COMMENT ON COLUMN reporting.v_hourly.avg_battery_voltage IS 'V; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.avg_battery_current IS 'A; mean over the readings, + charging, - discharging';
COMMENT ON COLUMN reporting.v_hourly.avg_battery_charge_level IS '%; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.min_battery_charge_level IS '%; lowest reading';
COMMENT ON COLUMN reporting.v_hourly.max_battery_charge_level IS '%; highest reading';
COMMENT ON COLUMN reporting.v_hourly.avg_battery_temperature IS '°C; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.max_battery_temperature IS '°C; highest reading';
COMMENT ON COLUMN reporting.v_hourly.avg_solar_power_kw IS 'kW; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.avg_solar_efficiency IS '%; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.avg_grid_power_kw IS 'kW; mean over the readings, + import, - export';
COMMENT ON COLUMN reporting.v_hourly.avg_load_power_kw IS 'kW; mean over the readings';
COMMENT ON COLUMN reporting.v_hourly.solar_kwh IS 'kWh; produced by the sun; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.grid_import_kwh IS 'kWh; taken from the grid, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.grid_export_kwh IS 'kWh; given to the grid, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.grid_net_kwh IS 'kWh; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.load_kwh IS 'kWh; used at the site; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.battery_charged_kwh IS 'kWh; into the battery, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.battery_discharged_kwh IS 'kWh; out of the battery, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_hourly.reading_count IS 'Number of readings';
COMMENT ON COLUMN reporting.v_hourly.coverage_percent IS '%; part of the hour that has readings';

CREATE VIEW reporting.v_daily_energy WITH (security_invoker = true) AS
SELECT s.organization_id,
  s.id AS site_id,
  s.name AS site_name,
  s.timezone,
  d.date,
  d.total_solar_energy_kwh AS solar_kwh,
  d.total_grid_import_kwh AS grid_import_kwh,
  d.total_grid_export_kwh AS grid_export_kwh,
  d.total_grid_energy_kwh AS grid_net_kwh,
  d.total_load_energy_kwh AS load_kwh,
  d.total_battery_charged_kwh AS battery_charged_kwh,
  d.total_battery_discharged_kwh AS battery_discharged_kwh,
  d.avg_battery_charge_level,
  d.min_battery_charge_level,
  d.max_battery_charge_level,
  d.avg_battery_temperature,
  d.max_battery_temperature,
  d.avg_solar_efficiency,
  d.uptime_minutes,
  d.reading_count,
  d.coverage_percent
FROM sites s
JOIN telemetry_daily d ON d.site_id = s.id;
COMMENT ON VIEW reporting.v_daily_energy IS 'Energy and battery of every site by day of the site''s own time zone';
COMMENT ON COLUMN reporting.v_daily_energy.organization_id IS 'Tenant';
COMMENT ON COLUMN reporting.v_daily_energy.site_id IS 'Site';
COMMENT ON COLUMN reporting.v_daily_energy.site_name IS 'Name of the site';
COMMENT ON COLUMN reporting.v_daily_energy.timezone IS 'IANA name of the site''s time zone';
COMMENT ON COLUMN reporting.v_daily_energy.date IS 'Day of the site''s own time zone: 23, 24 or 25 hours';
COMMENT ON COLUMN reporting.v_daily_energy.solar_kwh IS 'kWh; produced by the sun; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.grid_import_kwh IS 'kWh; taken from the grid, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.grid_export_kwh IS 'kWh; given to the grid, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.grid_net_kwh IS 'kWh; + import, - export; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.load_kwh IS 'kWh; used at the site; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.battery_charged_kwh IS 'kWh; into the battery, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.battery_discharged_kwh IS 'kWh; out of the battery, at least 0; null = not measured';
COMMENT ON COLUMN reporting.v_daily_energy.avg_battery_charge_level IS '%; mean over the readings';
COMMENT ON COLUMN reporting.v_daily_energy.min_battery_charge_level IS '%; lowest reading';
COMMENT ON COLUMN reporting.v_daily_energy.max_battery_charge_level IS '%; highest reading';
COMMENT ON COLUMN reporting.v_daily_energy.avg_battery_temperature IS '°C; mean over the readings';
COMMENT ON COLUMN reporting.v_daily_energy.max_battery_temperature IS '°C; highest reading';
COMMENT ON COLUMN reporting.v_daily_energy.avg_solar_efficiency IS '%; mean over the readings';
COMMENT ON COLUMN reporting.v_daily_energy.uptime_minutes IS 'min of the day with data';
COMMENT ON COLUMN reporting.v_daily_energy.reading_count IS 'Number of readings';
COMMENT ON COLUMN reporting.v_daily_energy.coverage_percent IS '%; part of the day that has readings';
