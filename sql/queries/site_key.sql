-- The key of a site by its public part, unless it is revoked or expired.
WITH p AS (SELECT :key_id::text AS key_id, :now::timestamptz AS now)
SELECT k.site_id, encode(k.secret_hash, 'hex') AS secret_hash FROM p JOIN identity.site_keys k ON k.key_id = p.key_id
WHERE (k.revoked_at IS NULL OR k.revoked_at > p.now) AND (k.expires_at IS NULL OR k.expires_at > p.now)
