-- One reading of every site at :now, as ingest leaves it: the row and the kept latest reading.
WITH p AS (SELECT :now::timestamptz AS now),
reading AS (
  INSERT INTO telemetry_readings (site_id, "timestamp", battery_charge_level, battery_temperature, grid_frequency)
  SELECT s.id, p.now, 50, 25, 60 FROM p, sites s
  RETURNING site_id, id, "timestamp"
)
INSERT INTO ingest.latest_readings (site_id, reading_id, "timestamp", received_at)
SELECT r.site_id, r.id, r."timestamp", p.now FROM reading r, p
ON CONFLICT (site_id) DO UPDATE SET reading_id = EXCLUDED.reading_id, "timestamp" = EXCLUDED."timestamp",
  received_at = EXCLUDED.received_at
