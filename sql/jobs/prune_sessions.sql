-- Removes sessions that expired before :before.
WITH p AS (
  SELECT :before::timestamptz AS before
)
DELETE FROM identity.sessions s USING p WHERE s.expires_at < p.before;
