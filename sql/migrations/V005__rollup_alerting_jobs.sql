-- What roll-ups, alerts and jobs remember between runs.
CREATE SCHEMA rollup;

-- Append-only marks: ingest adds a mark for each (site, hour) it touched in the same transaction as the rows;
-- a drain computes and then deletes just the marks it saw, so that a mark made meanwhile stays.
CREATE TABLE rollup.dirty_hours (
  site_id bigint NOT NULL,
  hour timestamptz NOT NULL,
  mark bigint GENERATED ALWAYS AS IDENTITY,
  marked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (site_id, hour, mark)
);

-- Days whose hours changed, in the site's own time zone; drained like the hours.
CREATE TABLE rollup.dirty_days (
  site_id bigint NOT NULL,
  date date NOT NULL,
  mark bigint GENERATED ALWAYS AS IDENTITY,
  marked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (site_id, date, mark)
);

CREATE SCHEMA alerting;

-- How far the readings of a site have been judged.
CREATE TABLE alerting.progress (
  site_id bigint PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
  evaluated_through timestamptz NOT NULL
);

-- State of a rule at a site (equipment_id null: the site itself).
CREATE TABLE alerting.rule_states (
  site_id bigint NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  equipment_id bigint,
  code text NOT NULL,
  state text NOT NULL CHECK (state IN ('normal', 'pending', 'active', 'recovering')),
  since timestamptz NOT NULL,
  last_value double precision,
  updated_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (site_id, equipment_id, code)
);

CREATE SCHEMA jobs;

-- One row per run of a job.
CREATE TABLE jobs.runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job text NOT NULL,
  node text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  outcome text NOT NULL CHECK (outcome IN ('running', 'done', 'failed')),
  detail text
);
CREATE INDEX runs_job_started ON jobs.runs (job, started_at DESC);
