-- Monthly partitions of everything that is partitioned by month on "timestamp".
CREATE SCHEMA partitions;

-- Which tables have monthly partitions.
CREATE TABLE partitions.partitioned (parent regclass PRIMARY KEY);
INSERT INTO partitions.partitioned VALUES ('public.telemetry_readings');

-- Makes the partition <parent>_YYYYMM for the month that holds the instant; harmless when it exists.
-- CREATE + ATTACH and not PARTITION OF: that would take ACCESS EXCLUSIVE on the parent and stand behind any long query.
-- Answers true when it made one.
CREATE FUNCTION partitions.ensure_month(parent regclass, instant timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  month_start timestamptz := date_trunc('month', instant, 'UTC');
  month_end timestamptz := (month_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
  parent_schema text;
  parent_name text;
  child_name text;
BEGIN
  SELECT n.nspname, c.relname INTO parent_schema, parent_name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = parent;
  child_name := parent_name || '_' || to_char(month_start AT TIME ZONE 'UTC', 'YYYYMM');
  IF to_regclass(format('%I.%I', parent_schema, child_name)) IS NOT NULL THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('busbar.partition', 0));
  IF to_regclass(format('%I.%I', parent_schema, child_name)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
    parent_schema, child_name, parent_schema, parent_name);
  EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I CHECK ("timestamp" >= %L AND "timestamp" < %L)',
    parent_schema, child_name, child_name || '_month', month_start, month_end);
  EXECUTE format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)',
    parent_schema, parent_name, parent_schema, child_name, month_start, month_end);
  EXECUTE format('ALTER TABLE %I.%I DROP CONSTRAINT %I', parent_schema, child_name, child_name || '_month');
  RETURN true;
END $$;

-- Keeps the current month and a number of months ahead; answers how many partitions it made.
CREATE FUNCTION partitions.ensure_ahead(instant timestamptz, months_ahead integer) RETURNS integer
LANGUAGE sql AS $$
  SELECT coalesce(sum(partitions.ensure_month(p.parent,
      (date_trunc('month', instant, 'UTC') AT TIME ZONE 'UTC' + make_interval(months => m)) AT TIME ZONE 'UTC')::int), 0)::int
  FROM partitions.partitioned p CROSS JOIN generate_series(0, months_ahead) AS m
$$;

-- The months that exist, oldest first.
CREATE VIEW partitions.months AS
SELECT p.parent, c.oid::regclass AS partition, n.nspname AS partition_schema, c.relname AS partition_name,
  to_date(right(c.relname, 6), 'YYYYMM') AS month
FROM partitions.partitioned p
JOIN pg_inherits i ON i.inhparent = p.parent
JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.parent, month;
