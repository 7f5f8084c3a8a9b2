-- What new batches change beside their readings, in one round trip: when sites were last seen, the ledger, the latest
-- reading of each site, the hours to roll up. Every array of one prefix is in the same order, sorted by site.
-- Answers, for each batch offered, whether its site exists and whether the ledger took it (no outbox: nothing to take).
WITH p AS (
  SELECT :now::timestamptz AS now, :seen_site_ids::bigint[] AS seen_site_ids,
    :batch_ordinals::integer[] AS ordinals, :batch_site_ids::bigint[] AS batch_site_ids,
    :batch_outbox_ids::text[] AS outbox_ids, :batch_numbers::bigint[] AS numbers, :batch_digests::text[] AS digests,
    :batch_accepted::integer[] AS accepted, :batch_rejected::text[] AS rejected, :batch_seen::boolean[] AS seen,
    :dirty_site_ids::bigint[] AS dirty_site_ids, :dirty_hours::bigint[] AS dirty_hours,
    :latest_ids::bigint[] AS latest_ids, :latest_site_ids::bigint[] AS latest_site_ids,
    :latest_instants::bigint[] AS latest_instants, :latest_metadata::text[] AS latest_metadata,
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
-- First of all, and in the order of the primary key: from here on nobody deletes these sites or commits to them.
seen_sites AS (
  UPDATE sites SET last_seen_at = greatest(sites.last_seen_at, p.now)
  FROM p WHERE sites.id = ANY (p.seen_site_ids)
  RETURNING sites.id
),
offered AS (
  SELECT b.ordinal, b.site_id, b.outbox_id, b.number, b.digest, b.accepted, b.rejected,
    CASE WHEN b.seen THEN b.site_id IN (SELECT id FROM seen_sites) ELSE EXISTS (SELECT FROM sites WHERE id = b.site_id) END
      AS site_exists
  FROM p, unnest(p.ordinals, p.batch_site_ids, p.outbox_ids, p.numbers, p.digests, p.accepted, p.rejected, p.seen)
    AS b (ordinal, site_id, outbox_id, number, digest, accepted, rejected, seen)
),
taken AS (
  INSERT INTO ingest.batches (site_id, outbox_id, batch, digest, received_at, accepted, duplicate, conflict, rejected)
  SELECT o.site_id, o.outbox_id, o.number, decode(o.digest, 'hex'), p.now, o.accepted, 0, 0, o.rejected::jsonb
  FROM offered o, p WHERE o.outbox_id IS NOT NULL AND o.site_exists
  ON CONFLICT (site_id, outbox_id, batch) DO NOTHING
  RETURNING site_id, outbox_id, batch
),
latest AS (
  INSERT INTO ingest.latest_readings (
    site_id, reading_id, "timestamp", received_at,
    battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh,
    battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw,
    inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
    inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
    load_energy_kwh,
    metadata
  )
  SELECT n.site_id, n.id, timestamptz 'epoch' + n.instant * interval '1 microsecond', p.now,
    n.battery_voltage, n.battery_current, n.battery_charge_level, n.battery_temperature, n.battery_soh,
    n.battery_power_kw, n.solar_power_kw, n.solar_energy_kwh, n.solar_efficiency, n.inverter1_power_kw,
    n.inverter2_power_kw, n.inverter1_efficiency, n.inverter2_efficiency, n.inverter1_temperature,
    n.inverter2_temperature, n.grid_voltage, n.grid_frequency, n.grid_power_kw, n.grid_energy_kwh,
    n.load_power_kw, n.load_energy_kwh,
    n.metadata::jsonb
  FROM p, unnest(
      p.latest_ids, p.latest_site_ids, p.latest_instants, p.latest_metadata,
      p.battery_voltage, p.battery_current, p.battery_charge_level, p.battery_temperature, p.battery_soh,
      p.battery_power_kw, p.solar_power_kw, p.solar_energy_kwh, p.solar_efficiency, p.inverter1_power_kw,
      p.inverter2_power_kw, p.inverter1_efficiency, p.inverter2_efficiency, p.inverter1_temperature,
      p.inverter2_temperature, p.grid_voltage, p.grid_frequency, p.grid_power_kw, p.grid_energy_kwh,
      p.load_power_kw, p.load_energy_kwh
    ) AS n (
      id, site_id, instant, metadata,
      battery_voltage, battery_current, battery_charge_level, battery_temperature, battery_soh,
      battery_power_kw, solar_power_kw, solar_energy_kwh, solar_efficiency, inverter1_power_kw,
      inverter2_power_kw, inverter1_efficiency, inverter2_efficiency, inverter1_temperature,
      inverter2_temperature, grid_voltage, grid_frequency, grid_power_kw, grid_energy_kwh, load_power_kw,
      load_energy_kwh
    )
  WHERE n.site_id IN (SELECT id FROM seen_sites)
  ON CONFLICT (site_id) DO UPDATE SET
    reading_id = excluded.reading_id, "timestamp" = excluded."timestamp", received_at = excluded.received_at,
    battery_voltage = excluded.battery_voltage, battery_current = excluded.battery_current,
    battery_charge_level = excluded.battery_charge_level, battery_temperature = excluded.battery_temperature,
    battery_soh = excluded.battery_soh, battery_power_kw = excluded.battery_power_kw,
    solar_power_kw = excluded.solar_power_kw, solar_energy_kwh = excluded.solar_energy_kwh,
    solar_efficiency = excluded.solar_efficiency, inverter1_power_kw = excluded.inverter1_power_kw,
    inverter2_power_kw = excluded.inverter2_power_kw, inverter1_efficiency = excluded.inverter1_efficiency,
    inverter2_efficiency = excluded.inverter2_efficiency,
    inverter1_temperature = excluded.inverter1_temperature,
    inverter2_temperature = excluded.inverter2_temperature, grid_voltage = excluded.grid_voltage,
    grid_frequency = excluded.grid_frequency, grid_power_kw = excluded.grid_power_kw,
    grid_energy_kwh = excluded.grid_energy_kwh, load_power_kw = excluded.load_power_kw,
    load_energy_kwh = excluded.load_energy_kwh,
    metadata = excluded.metadata
  WHERE latest_readings."timestamp" < excluded."timestamp"
),
dirty AS (
  INSERT INTO rollup.dirty_hours (site_id, hour, marked_at)
  SELECT d.site_id, timestamptz 'epoch' + d.hour * interval '1 hour', p.now
  FROM p, unnest(p.dirty_site_ids, p.dirty_hours) AS d (site_id, hour)
)
SELECT o.ordinal, o.site_exists, o.outbox_id IS NULL OR t.batch IS NOT NULL AS taken
FROM offered o
LEFT JOIN taken t ON t.site_id = o.site_id AND t.outbox_id = o.outbox_id AND t.batch = o.number
