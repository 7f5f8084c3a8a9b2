-- Dropping whole months. DETACH and DROP take ACCESS EXCLUSIVE on the parent: wait a second at most, the job tries
-- again. What was dropped is remembered, so that no roll-up is computed anew from what is left of its readings.
CREATE FUNCTION partitions.drop_month(parent regclass, month date) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
  child regclass;
BEGIN
  SELECT m.partition INTO STRICT child FROM partitions.months m
  WHERE m.parent = drop_month.parent AND m.month = drop_month.month;
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, child);
  EXECUTE format('DROP TABLE %s', child);
  UPDATE partitions.partitioned p
  SET dropped_before = greatest(p.dropped_before,
    (drop_month.month + interval '1 month')::timestamp AT TIME ZONE 'UTC')
  WHERE p.parent = drop_month.parent;
END $$;

-- The month of a name is read only where there is one: the planner may filter on it before it joins.
CREATE OR REPLACE VIEW partitions.months AS
SELECT p.parent, c.oid::regclass AS partition, n.nspname AS partition_schema, c.relname AS partition_name,
  CASE WHEN c.relname ~ '_[0-9]{6}$' THEN to_date(right(c.relname, 6), 'YYYYMM') END AS month
FROM partitions.partitioned p
JOIN pg_inherits i ON i.inhparent = p.parent
JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.parent, month;
