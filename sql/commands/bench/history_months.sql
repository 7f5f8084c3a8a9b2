-- Makes the partitions that bench/history.sql needs; answers how many were new.
WITH p AS (SELECT :now::timestamptz AS now, :days::integer AS days)
SELECT count(*) FILTER (WHERE partitions.ensure_month('telemetry_readings', p.now - make_interval(days => d)))
FROM p, generate_series(0, p.days) AS d
