-- Hourly data of a site from from_time (inclusive) to to_time (exclusive), oldest first.
-- Units: V, A (+ charging), %, degrees Celsius, kW (grid + import), kWh.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -v from_time="'2026-06-01Z'" -v to_time="'2026-06-02Z'" -f site_hourly.sql
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id,
    :from_time::timestamptz AS from_time, :to_time::timestamptz AS to_time
)
SELECT h."timestamp",
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
  h.total_solar_energy_kwh,
  h.total_grid_energy_kwh,
  h.total_grid_import_kwh,
  h.total_grid_export_kwh,
  h.total_load_energy_kwh,
  h.total_battery_charged_kwh,
  h.total_battery_discharged_kwh,
  h.reading_count,
  h.coverage_percent
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN telemetry_hourly h ON h.site_id = s.id AND h.site_id = p.site_id
  AND h."timestamp" >= p.from_time AND h."timestamp" < p.to_time
ORDER BY h."timestamp"
