-- Deletes everything of this program: the ten tables in public, and its own schemas with all that is in them.
-- Other tables, schemas and extensions of the database stay.
DO $$
DECLARE
  schema_name text;
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['organization_users', 'maintenance_records', 'events', 'alerts', 'telemetry_daily',
    'telemetry_hourly', 'telemetry_readings', 'equipment', 'sites', 'organizations']
  LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', table_name);
  END LOOP;
  FOREACH schema_name IN ARRAY ARRAY['reporting', 'quartz', 'jobs', 'alerting', 'rollup', 'identity', 'ingest',
    'partitions', 'flyway']
  LOOP
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', schema_name);
  END LOOP;
END $$;
