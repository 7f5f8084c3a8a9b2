-- Removes every row of a site that is gone from the tables without a foreign key; answers how many.
WITH p AS (
  SELECT :site_id::bigint AS site_id
), gone AS (
  SELECT p.site_id FROM p WHERE NOT EXISTS (SELECT FROM sites s WHERE s.id = p.site_id)
), d_telemetry_readings AS (
  DELETE FROM telemetry_readings t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_telemetry_hourly AS (
  DELETE FROM telemetry_hourly t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_telemetry_daily AS (
  DELETE FROM telemetry_daily t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_latest_readings AS (
  DELETE FROM ingest.latest_readings t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_equipment_readings AS (
  DELETE FROM ingest.equipment_readings t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_batches AS (
  DELETE FROM ingest.batches t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_conflicts AS (
  DELETE FROM ingest.conflicts t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_dirty_hours AS (
  DELETE FROM rollup.dirty_hours t USING gone WHERE t.site_id = gone.site_id RETURNING 1
), d_dirty_days AS (
  DELETE FROM rollup.dirty_days t USING gone WHERE t.site_id = gone.site_id RETURNING 1
)
SELECT (SELECT count(*) FROM d_telemetry_readings)
  + (SELECT count(*) FROM d_telemetry_hourly)
  + (SELECT count(*) FROM d_telemetry_daily)
  + (SELECT count(*) FROM d_latest_readings)
  + (SELECT count(*) FROM d_equipment_readings)
  + (SELECT count(*) FROM d_batches)
  + (SELECT count(*) FROM d_conflicts)
  + (SELECT count(*) FROM d_dirty_hours)
  + (SELECT count(*) FROM d_dirty_days);
