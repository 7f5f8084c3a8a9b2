-- Power and charge level of a site for a chart: means over buckets of bucket_seconds, from from_time (inclusive) to
-- to_time (exclusive). A bucket without a reading has no row, a value nobody measured is null.
-- Units: kW (grid + import, - export; battery + charging, - discharging), charge level %.
-- psql -v organization_id=1 -v site_ids=NULL -v site_id=1 -v from_time="'2026-06-01Z'" -v to_time="'2026-06-02Z'" -v bucket_seconds=300 -f site_series.sql
WITH p AS NOT MATERIALIZED (
  SELECT :organization_id::bigint AS organization_id, :site_ids::bigint[] AS site_ids, :site_id::bigint AS site_id,
    :from_time::timestamptz AS from_time, :to_time::timestamptz AS to_time,
    make_interval(secs => :bucket_seconds::int) AS bucket
)
SELECT date_bin(p.bucket, r."timestamp", p.from_time) AS bucket_start,
  avg(r.solar_power_kw) AS solar_power_kw,
  avg(r.grid_power_kw) AS grid_power_kw,
  avg(r.load_power_kw) AS load_power_kw,
  avg(r.battery_power_kw) AS battery_power_kw,
  avg(r.battery_charge_level) AS battery_charge_level,
  count(*)::int AS reading_count
FROM p
JOIN sites s ON s.organization_id = p.organization_id AND s.id = p.site_id
  AND (p.site_ids IS NULL OR s.id = ANY (p.site_ids))
JOIN telemetry_readings r ON r.site_id = s.id AND r.site_id = p.site_id
  AND r."timestamp" >= p.from_time AND r."timestamp" < p.to_time
GROUP BY 1
ORDER BY 1
