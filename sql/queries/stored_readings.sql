-- What is stored where offered readings could not be inserted: id, and whether its measures differ from those offered.
WITH p AS (
  SELECT :ordinals::integer[] AS ordinals, :site_ids::bigint[] AS site_ids, :instants::bigint[] AS instants,
    :battery_voltage::real[] AS battery_voltage, :battery_current::real[] AS battery_current,
    :battery_charge_level::real[] AS battery_charge_level,
    :battery_temperature::real[] AS battery_temperature, :battery_soh::real[] AS battery_soh,
    :battery_power_kw::real[] AS battery_power_kw, :solar_power_kw::real[] AS solar_power_kw,
    :solar_energy_kwh::real[] AS solar_energy_kwh, :solar_efficiency::real[] AS solar_efficiency,
    :inverter1_power_kw::real[] AS inverter1_power_kw, :inverter2_power_kw::real[] AS inverter2_power_kw,
    :inverter1_efficiency::real[] AS inverter1_efficiency,
    :inverter2_efficiency::real[] AS inverter2_efficiency,
    :inverter1_temperature::real[] AS inverter1_temperature,
    :inverter2_temperature::real[] AS inverter2_temperature, :grid_voltage::real[] AS grid_voltage,
    :grid_frequency::real[] AS grid_frequency, :grid_power_kw::real[] AS grid_power_kw,
    :grid_energy_kwh::real[] AS grid_energy_kwh, :load_power_kw::real[] AS load_power_kw,
    :load_energy_kwh::real[] AS load_energy_kwh
),
offered AS (
  SELECT n.ordinal, n.site_id, timestamptz 'epoch' + n.instant * interval '1 microsecond' AS "timestamp",
    n.battery_voltage, n.battery_current, n.battery_charge_level, n.battery_temperature, n.battery_soh,
    n.battery_power_kw, n.solar_power_kw, n.solar_energy_kwh, n.solar_efficiency, n.inverter1_power_kw,
    n.inverter2_power_kw, n.inverter1_efficiency, n.inverter2_efficiency, n.inverter1_temperature,
    n.inverter2_temperature, n.grid_voltage, n.grid_frequency, n.grid_power_kw, n.grid_energy_kwh,
    n.load_power_kw, n.load_energy_kwh
  FROM p, unnest(
      p.ordinals, p.site_ids, p.instants,
      p.battery_voltage, p.battery_current, p.battery_charge_level, p.battery_temperature, p.battery_soh,
      p.battery_power_kw, p.solar_power_kw, p.solar_energy_kwh, p.solar_efficiency, p.inverter1_power_kw,
      p.inverter2_power_kw, p.inverter1_efficiency, p.inverter2_efficiency, p.inverter1_temperature,
      p.inverter2_temperature, p.grid_voltage, p.grid_frequency, p.grid_power_kw, p.grid_energy_kwh,
      p.load_power_kw, p.load_energy_kwh
    ) AS n (
      ordinal, site_id, instant,
      battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh,
      battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw,
      inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
      inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
      load_energy_kwh
    )
)
SELECT o.ordinal, r.id,
  (
    r.battery_voltage, r.battery_current, r.battery_charge_level, r.battery_temperature, r.battery_soh,
    r.battery_power_kw, r.solar_power_kw, r.solar_energy_kwh, r.solar_efficiency, r.inverter1_power_kw,
    r.inverter2_power_kw, r.inverter1_efficiency, r.inverter2_efficiency, r.inverter1_temperature,
    r.inverter2_temperature, r.grid_voltage, r.grid_frequency, r.grid_power_kw, r.grid_energy_kwh,
    r.load_power_kw, r.load_energy_kwh
  ) IS DISTINCT FROM (
    o.battery_voltage, o.battery_current, o.battery_charge_level, o.battery_temperature, o.battery_soh,
    o.battery_power_kw, o.solar_power_kw, o.solar_energy_kwh, o.solar_efficiency, o.inverter1_power_kw,
    o.inverter2_power_kw, o.inverter1_efficiency, o.inverter2_efficiency, o.inverter1_temperature,
    o.inverter2_temperature, o.grid_voltage, o.grid_frequency, o.grid_power_kw, o.grid_energy_kwh,
    o.load_power_kw, o.load_energy_kwh
  ) AS differs
FROM offered o
JOIN telemetry_readings r ON r.site_id = o.site_id AND r."timestamp" = o."timestamp"
WHERE r."timestamp" BETWEEN (SELECT min("timestamp") FROM offered) AND (SELECT max("timestamp") FROM offered)
