-- Makes readings of a site for every minute of [:since, :until): sun by latitude, season and clouds, load with a morning
-- and an evening peak, a battery whose charge follows its power, and the grid that balances them:
-- solar + grid = load + battery. The same minute always gets the same values; a reading that exists stays.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :since::timestamptz AS since, :until::timestamptz AS until, :now::timestamptz AS now
), site AS (
  SELECT s.id, s.latitude, s.longitude, s.solar_capacity_kw::float8 AS solar_kw,
    s.battery_capacity_kwh::float8 AS battery_kwh, s.daily_consumption_kwh::float8 / 24 AS load_kw,
    coalesce((s.config ->> 'gridNominalHz')::float8, 60) AS hz, p.since, p.until, p.now
  FROM p JOIN sites s ON s.id = p.site_id
), minute AS (
  -- sun_hour: hours of the local mean solar day, without jumps; noise: 0 to 1, by hash.
  SELECT s.*, t, extract(epoch FROM t)::float8 / 86400 AS day,
    extract(epoch FROM t)::float8 / 3600 + s.longitude / 15 AS sun_hour,
    (hashint8(extract(epoch FROM t)::bigint / 60 * 7919 + s.id) & 1023) / 1023.0 AS noise
  FROM site s CROSS JOIN generate_series(s.since, s.until - interval '1 minute', interval '1 minute') AS t
), shape AS (
  SELECT m.*, mod(sun_hour::numeric, 24)::float8 AS hour,
    greatest(0, sind(latitude) * sind(declination) + cosd(latitude) * cosd(declination) * cosd(15 * (sun_hour - 12)))
      AS sun,
    least(1, greatest(0.1, 0.72 + 0.25 * sin(day * 2.1 + id) + 0.18 * sin(day * 57 + id) * sin(day * 211)
      + 0.06 * noise)) AS sky,
    curve.soc, curve.next_soc
  FROM minute m
  CROSS JOIN LATERAL (SELECT -23.44 * cosd(360 * (extract(doy FROM t)::float8 + 10) / 365) AS declination) AS season
  -- The charge is a smooth curve over the day, between 23 and 85 %; the power is its slope over the next minute.
  CROSS JOIN LATERAL (
    SELECT max(soc) FILTER (WHERE later = 0) AS soc, max(soc) FILTER (WHERE later = 1) AS next_soc
    FROM (VALUES (0), (1)) AS step (later)
    CROSS JOIN LATERAL (
      SELECT 54 + 24 * sind(15 * (sun_hour + later / 60.0 - 10)) + 5 * sind(30 * (sun_hour + later / 60.0 - 3))
        + 2 * sin((day + later / 1440.0) * 1.7 + id) AS soc
    ) AS of_step
  ) AS curve
), power AS (
  SELECT s.*,
    round((solar_kw * 0.93 * power(sun, 1.15) * sky)::numeric, 3)::float8 AS solar,
    round((load_kw * (0.62 + 0.5 * exp(-power(hour - 8, 2) / 4) + 1.1 * exp(-power(hour - 19, 2) / 6) + 0.12 * noise))
      ::numeric, 3)::float8 AS load,
    round((battery_kwh * 60 * (next_soc - soc) / 100)::numeric, 3)::float8 AS battery
  FROM shape s
), reading AS (
  SELECT w.*, round((load + battery - solar)::numeric, 3)::float8 AS grid, solar - battery AS ac,
    470 + 0.55 * soc + 0.4 * battery AS voltage
  FROM power w
)
INSERT INTO telemetry_readings (site_id, "timestamp", created_at, battery_voltage, battery_current,
  battery_charge_level, battery_temperature, battery_soh, battery_power_kw, solar_power_kw, solar_energy_kwh,
  solar_efficiency, inverter1_power_kw, inverter2_power_kw, inverter1_efficiency, inverter2_efficiency,
  inverter1_temperature, inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh,
  load_power_kw, load_energy_kwh, metadata)
SELECT id, t, now, round(voltage::numeric, 2), round((battery * 1000 / voltage)::numeric, 2),
  round(soc::numeric, 3), round((24 + 3 * sind(15 * (hour - 15)) + 0.35 * abs(battery))::numeric, 1),
  98.5, battery, solar, solar / 60,
  round((100 * solar / solar_kw)::numeric, 1), round((0.52 * ac)::numeric, 3), round((0.48 * ac)::numeric, 3),
  CASE WHEN abs(ac) > 0.2 THEN round((97.4 - 2 * exp(-abs(ac)))::numeric, 1) END,
  CASE WHEN abs(ac) > 0.2 THEN round((97.1 - 2 * exp(-abs(ac)))::numeric, 1) END,
  round((27 + 0.6 * abs(ac) + noise)::numeric, 1), round((28 + 0.6 * abs(ac) + noise)::numeric, 1),
  round((CASE WHEN hz < 55 THEN 230 ELSE 240 END * (1 + 0.01 * sin(day * 31) + 0.004 * (noise - 0.5)))::numeric, 1),
  round((hz + 0.03 * sin(day * 401 + id) + 0.02 * (noise - 0.5))::numeric, 3),
  grid, grid / 60, load, load / 60, '{"dataQuality": "good", "seeded": true}'
FROM reading
ON CONFLICT (site_id, "timestamp") DO NOTHING;
