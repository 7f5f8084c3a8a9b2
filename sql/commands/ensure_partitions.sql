-- Makes the monthly partitions of the month of :now and the next :months_ahead; answers how many were new.
WITH p AS (SELECT :now::timestamptz AS now, :months_ahead::integer AS months_ahead)
SELECT partitions.ensure_ahead(p.now, p.months_ahead) FROM p
