-- Partitions of the month of :now and the next :months_ahead that do not exist.
WITH p AS (
  SELECT :now::timestamptz AS now, :months_ahead::integer AS months_ahead
), wanted AS (
  SELECT t.parent, (date_trunc('month', p.now AT TIME ZONE 'UTC') + make_interval(months => ahead))::date AS month
  FROM p CROSS JOIN partitions.partitioned t CROSS JOIN generate_series(0, p.months_ahead) AS ahead
)
SELECT w.parent || '_' || to_char(w.month, 'YYYYMM') AS partition
FROM wanted w
WHERE NOT EXISTS (SELECT FROM partitions.months m WHERE m.parent = w.parent AND m.month = w.month)
ORDER BY 1;
