-- The session of a token, if it is neither idle for too long nor past its end, and if its user and the user's
-- organization are active.
WITH p AS (
  SELECT :token_hash::bytea AS token_hash, :now::timestamptz AS now, :idle_since::timestamptz AS idle_since
)
SELECT s.csrf_token, s.last_used_at, u.id AS user_id, u.organization_id, o.name AS organization_name, u.email, u.role,
  u.permissions::text AS permissions, u.site_access::text AS site_access
FROM p
JOIN identity.sessions s ON s.token_hash = p.token_hash AND s.expires_at > p.now AND s.last_used_at > p.idle_since
JOIN organization_users u ON u.id = s.user_id AND u.status = 'active'
JOIN organizations o ON o.id = u.organization_id AND o.status = 'active'
