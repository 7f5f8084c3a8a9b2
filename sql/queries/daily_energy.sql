-- Energy of every site by day (the site's own days), import and export apart; from_date to to_date, both included.
-- Units: kWh; net grid energy + import, - export.
-- psql -v organization_id=1 -v site_ids=NULL -v from_date="'2026-06-01'" -v to_date="'2026-06-30'" -f daily_energy.sql
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids,
    :from_date::date AS from_date, :to_date::date AS to_date
)
SELECT s.id AS site_id,
  s.name AS site_name,
  d.date,
  d.total_solar_energy_kwh AS solar_kwh,
  d.total_grid_import_kwh AS grid_import_kwh,
  d.total_grid_export_kwh AS grid_export_kwh,
  d.total_grid_energy_kwh AS grid_net_kwh,
  d.total_load_energy_kwh AS load_kwh,
  d.total_battery_charged_kwh AS battery_charged_kwh,
  d.total_battery_discharged_kwh AS battery_discharged_kwh,
  d.coverage_percent
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN telemetry_daily d ON d.site_id = s.id AND d.date BETWEEN p.from_date AND p.to_date
ORDER BY d.date, s.id
