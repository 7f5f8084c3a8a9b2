-- Removes hourly rows that begin before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM telemetry_hourly h USING p WHERE h."timestamp" < p.before;
