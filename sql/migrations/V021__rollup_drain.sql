-- What the drain of dirty marks and the retention of raw readings need.

-- Newest hours first: what people look at is current while a long back-fill heals behind it.
CREATE INDEX dirty_hours_newest ON rollup.dirty_hours (hour DESC, site_id);
CREATE INDEX dirty_days_newest ON rollup.dirty_days (date DESC, site_id);

-- Before this instant the raw readings are gone: a day that begins earlier can no longer be computed from
-- raw and keeps the row that was computed while they were there.
ALTER TABLE partitions.partitioned ADD COLUMN dropped_before timestamptz;
COMMENT ON COLUMN partitions.partitioned.dropped_before IS
  'Retention dropped every partition that ends at or before this instant; null while none was dropped';

COMMENT ON TABLE rollup.dirty_hours IS 'Marks of (site, hour) whose readings changed since they were rolled up';
COMMENT ON TABLE rollup.dirty_days IS 'Marks of (site, local day) whose hours changed since they were rolled up';
