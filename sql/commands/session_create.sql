-- Remembers a signed-in browser by the SHA-256 of its token, and when its user last signed in.
WITH p AS (
  SELECT :token_hash::bytea AS token_hash, :user_id::bigint AS user_id, :csrf_token::text AS csrf_token,
    :now::timestamptz AS now, :expires_at::timestamptz AS expires_at
), signed_in AS (
  UPDATE organization_users u SET last_login_at = p.now, last_active_at = p.now FROM p WHERE u.id = p.user_id
)
INSERT INTO identity.sessions (token_hash, user_id, csrf_token, created_at, last_used_at, expires_at)
SELECT token_hash, user_id, csrf_token, now, now, expires_at FROM p
