-- Monthly energy report: energy of every site in the month that holds the day month, and the total of all in the last
-- row (site_id null). A share that cannot be known is null.
-- Units: kWh; self-sufficiency %: the part of the load that did not come from the grid.
-- psql -v organization_id=1 -v site_ids=NULL -v month="'2026-06-01'" -f monthly_energy.sql   (site_ids NULL = all)
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids,
    date_trunc('month', :month::date::timestamp)::date AS month
), by_site AS (
  SELECT s.id AS site_id,
    s.name AS site_name,
    count(d.date)::int AS days,
    sum(d.total_solar_energy_kwh::float8) AS solar_kwh,
    sum(d.total_grid_import_kwh::float8) AS grid_import_kwh,
    sum(d.total_grid_export_kwh::float8) AS grid_export_kwh,
    sum(d.total_load_energy_kwh::float8) AS load_kwh,
    sum(d.total_battery_charged_kwh::float8) AS battery_charged_kwh,
    sum(d.total_battery_discharged_kwh::float8) AS battery_discharged_kwh,
    avg(d.coverage_percent::float8) AS coverage_percent
  FROM p
  JOIN sites s ON s.organization_id = p.organization_id AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
  LEFT JOIN telemetry_daily d ON d.site_id = s.id AND d.date >= p.month AND d.date < (p.month + interval '1 month')::date
  GROUP BY s.id, s.name
), with_total AS (
  SELECT false AS is_total, b.* FROM by_site b
  UNION ALL
  SELECT true, NULL, 'Total', sum(days)::int, sum(solar_kwh), sum(grid_import_kwh), sum(grid_export_kwh), sum(load_kwh),
    sum(battery_charged_kwh), sum(battery_discharged_kwh), avg(coverage_percent)
  FROM by_site
)
SELECT p.month, t.site_id, t.site_name, t.days, t.solar_kwh, t.grid_import_kwh, t.grid_export_kwh, t.load_kwh,
  t.battery_charged_kwh, t.battery_discharged_kwh, t.coverage_percent,
  100 * (1 - t.grid_import_kwh / nullif(t.load_kwh, 0)) AS self_sufficiency_percent
FROM with_total t
CROSS JOIN p
ORDER BY t.is_total, t.site_name, t.site_id
