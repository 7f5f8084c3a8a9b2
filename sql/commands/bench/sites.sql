-- Makes an organization with :sites sites for a measurement, each with a key whose secret is the site's number in it,
-- 43 digits long. Answers the ids of the sites.
WITH p AS (SELECT :sites::integer AS sites),
organization AS (
  INSERT INTO organizations (name, slug, country) VALUES ('Bench', 'bench', 'DE') RETURNING id
),
made AS (
  INSERT INTO sites (organization_id, name, slug, country, timezone)
  SELECT o.id, 'bench-' || n, 'bench-' || n, 'DE', 'Europe/Berlin' FROM organization o, p, generate_series(1, p.sites) AS n
  RETURNING id
),
keys AS (
  INSERT INTO identity.site_keys (key_id, site_id, secret_hash, label)
  SELECT lpad(id::text, 12, '0'), id, sha256(convert_to(lpad(id::text, 43, '0'), 'UTF8')), 'bench' FROM made
)
SELECT id FROM made ORDER BY id
