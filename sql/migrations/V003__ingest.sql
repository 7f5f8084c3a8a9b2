-- What ingest keeps beside the readings: the latest of each site, the ledger of batches, conflicts, detail.
CREATE SCHEMA ingest;

-- The newest reading of each site (greatest timestamp, not last arrival).
CREATE TABLE ingest.latest_readings (
  site_id bigint PRIMARY KEY,
  reading_id bigint NOT NULL,
  "timestamp" timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  battery_voltage real,
  battery_current real,
  battery_charge_level real,
  battery_temperature real,
  battery_soh real,
  battery_power_kw real,
  solar_power_kw real,
  solar_energy_kwh real,
  solar_efficiency real,
  inverter1_power_kw real,
  inverter2_power_kw real,
  inverter1_efficiency real,
  inverter2_efficiency real,
  inverter1_temperature real,
  inverter2_temperature real,
  grid_voltage real,
  grid_frequency real,
  grid_power_kw real,
  grid_energy_kwh real,
  load_power_kw real,
  load_energy_kwh real,
  metadata jsonb
) WITH (fillfactor = 50);
COMMENT ON COLUMN ingest.latest_readings.battery_voltage IS 'V; nominal 500 V class, 0 to 1500; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.battery_current IS 'A; + charging, - discharging; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.battery_charge_level IS '%; state of charge, 0 to 100; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.battery_temperature IS '°C; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.battery_soh IS '%; state of health, 0 to 100; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.battery_power_kw IS 'kW; + charging, - discharging; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.solar_power_kw IS 'kW; at least 0, at the instant; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.solar_energy_kwh IS 'kWh of the interval since the site''s previous reading, not a running counter; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.solar_efficiency IS '%; output as a share of installed array capacity; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter1_power_kw IS 'kW; AC output of the site''s first inverter, + towards the site; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter2_power_kw IS 'kW; AC output of the site''s second inverter, + towards the site; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter1_efficiency IS '%; AC out / DC in of the first inverter; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter2_efficiency IS '%; AC out / DC in of the second inverter; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter1_temperature IS '°C; first inverter; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.inverter2_temperature IS '°C; second inverter; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.grid_voltage IS 'V AC; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.grid_frequency IS 'Hz; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.grid_power_kw IS 'kW; + import, - export; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.grid_energy_kwh IS 'kWh of the interval; + import, - export; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.load_power_kw IS 'kW; at least 0; null = not measured';
COMMENT ON COLUMN ingest.latest_readings.load_energy_kwh IS 'kWh of the interval; at least 0; null = not measured';

-- One row per accepted batch: the same batch again is answered from here.
CREATE TABLE ingest.batches (
  site_id bigint NOT NULL,
  outbox_id text NOT NULL,
  batch bigint NOT NULL,
  digest bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  accepted integer NOT NULL,
  duplicate integer NOT NULL,
  conflict integer NOT NULL,
  rejected jsonb,
  PRIMARY KEY (site_id, outbox_id, batch)
);
CREATE INDEX batches_received_brin ON ingest.batches USING brin (received_at);
COMMENT ON COLUMN ingest.batches.digest IS 'SHA-256 of the uncompressed body';
COMMENT ON COLUMN ingest.batches.rejected IS 'Array of seq, code, detail; null when nothing was rejected';

-- A second, different reading of an instant that is already stored: the first wins, the second is kept here.
CREATE TABLE ingest.conflicts (
  id bigint GENERATED ALWAYS AS IDENTITY,
  site_id bigint NOT NULL,
  "timestamp" timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  outbox_id text,
  batch bigint,
  offered jsonb NOT NULL,
  PRIMARY KEY (site_id, id)
);

-- Every point of every piece of equipment, at its own slower interval.
CREATE TABLE ingest.equipment_readings (
  site_id bigint NOT NULL,
  equipment_name text NOT NULL,
  "timestamp" timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  "values" jsonb NOT NULL,
  bad jsonb,
  PRIMARY KEY (site_id, equipment_name, "timestamp")
) PARTITION BY RANGE ("timestamp");
COMMENT ON COLUMN ingest.equipment_readings."values" IS 'Point name to number in the unit of points.yaml (W, Wh, V, A, Hz, °C, %) or text';
COMMENT ON COLUMN ingest.equipment_readings.bad IS 'Point name to the reason why it has no value';
INSERT INTO partitions.partitioned VALUES ('ingest.equipment_readings');
