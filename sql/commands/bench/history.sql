-- Readings of every site, every 5 minutes for :days days before :now, for measurements of queries.
WITH p AS (SELECT :now::timestamptz AS now, :days::integer AS days)
INSERT INTO telemetry_readings (site_id, "timestamp", battery_voltage, battery_charge_level, solar_power_kw, grid_power_kw,
  load_power_kw)
SELECT s.id, t, 500 + s.id % 10, 50, 10, -2, 8
FROM p, sites s, generate_series(p.now - make_interval(days => p.days), p.now - interval '5 minutes', interval '5 minutes') AS t
