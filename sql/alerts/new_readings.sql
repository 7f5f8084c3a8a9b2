-- The readings of the given sites after what has been judged, in order of time, :reading_limit of each site at most.
-- Looks back a day at most: an older reading changes nothing that a newer one does not.
WITH p AS (
  SELECT :site_ids::bigint[] AS site_ids, :after::timestamptz[] AS after, :newest::timestamptz[] AS newest,
    :reading_limit::integer AS reading_limit
), site AS (
  SELECT unnest(site_ids) AS site_id, unnest(after) AS after, unnest(newest) AS newest, reading_limit FROM p
)
SELECT r.*
FROM site s CROSS JOIN LATERAL (
  SELECT t.id, t.site_id, t."timestamp", battery_voltage, battery_current, battery_charge_level,
    battery_temperature, battery_soh, battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency,
    inverter1_power_kw, inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
    inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
    load_energy_kwh
  FROM telemetry_readings t
  WHERE t.site_id = s.site_id AND t."timestamp" > s.after AND t."timestamp" <= s.newest
    AND t."timestamp" >= s.newest - interval '1 day'
  ORDER BY t."timestamp" LIMIT s.reading_limit
) AS r
ORDER BY r.site_id, r."timestamp";
