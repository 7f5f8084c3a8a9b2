-- Makes the monthly partitions from :since to :until.
WITH p AS (
  SELECT :since::timestamptz AS since, :until::timestamptz AS until
)
SELECT count(*) FILTER (WHERE partitions.ensure_month('telemetry_readings', month AT TIME ZONE 'UTC'))
FROM p CROSS JOIN generate_series(date_trunc('month', p.since AT TIME ZONE 'UTC'), p.until AT TIME ZONE 'UTC',
  interval '1 month') AS month;
