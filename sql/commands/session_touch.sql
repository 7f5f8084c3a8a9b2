-- Notes that a session was used; never moves backwards.
WITH p AS (
  SELECT :token_hash::bytea AS token_hash, :now::timestamptz AS now
), active AS (
  UPDATE organization_users u SET last_active_at = p.now
  FROM p, identity.sessions s WHERE s.token_hash = p.token_hash AND u.id = s.user_id
)
UPDATE identity.sessions s SET last_used_at = greatest(s.last_used_at, p.now) FROM p WHERE s.token_hash = p.token_hash
