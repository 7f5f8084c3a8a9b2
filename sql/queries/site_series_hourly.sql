-- The same curve as site_series.sql for long ranges, from the hourly roll-up. Battery power is the net energy of the hour
-- over the part of the hour that was measured.
-- Units: kW (grid + import, - export; battery + charging, - discharging), charge level %.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -v from_time="'2026-06-01Z'" -v to_time="'2026-07-01Z'" -v bucket_seconds=3600 -f site_series_hourly.sql
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id,
    :from_time::timestamptz AS from_time, :to_time::timestamptz AS to_time,
    make_interval(secs => :bucket_seconds::int) AS bucket
)
SELECT date_bin(p.bucket, h."timestamp", p.from_time) AS bucket_start,
  avg(h.avg_solar_power_kw) AS solar_power_kw,
  avg(h.avg_grid_power_kw) AS grid_power_kw,
  avg(h.avg_load_power_kw) AS load_power_kw,
  avg((h.total_battery_charged_kwh - h.total_battery_discharged_kwh) / nullif(h.coverage_percent / 100, 0))
    AS battery_power_kw,
  avg(h.avg_battery_charge_level) AS battery_charge_level,
  sum(h.reading_count)::int AS reading_count
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN telemetry_hourly h ON h.site_id = s.id AND h.site_id = p.site_id
  AND h."timestamp" >= p.from_time AND h."timestamp" < p.to_time
GROUP BY 1
ORDER BY 1
