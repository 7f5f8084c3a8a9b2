-- A new key of a site; the store keeps the SHA-256 of its secret only.
WITH p AS (
  SELECT :key_id::text AS key_id, :site_id::bigint AS site_id, :secret_hash::text AS secret_hash, :now::timestamptz AS now
)
INSERT INTO identity.site_keys (key_id, site_id, secret_hash, label, created_at)
SELECT key_id, site_id, decode(secret_hash, 'hex'), 'seed', now FROM p;
