-- Takes ids for the next :count readings from their sequence.
WITH p AS (SELECT :count::integer AS count)
SELECT nextval('telemetry_readings_id_seq') FROM p, generate_series(1, p.count)
