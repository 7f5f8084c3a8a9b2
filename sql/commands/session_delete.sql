-- Ends a session, and clears away those that ended by themselves.
WITH p AS (
  SELECT :token_hash::bytea AS token_hash, :now::timestamptz AS now
)
DELETE FROM identity.sessions s USING p WHERE s.token_hash = p.token_hash OR s.expires_at < p.now
