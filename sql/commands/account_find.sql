-- The local account of an e-mail address with the memberships that may act: active user, active organization.
-- An account without such a membership has one row of nulls after its hash. Latest used membership first.
WITH p AS (
  SELECT :email::text AS email
)
SELECT a.password_hash, m.user_id
FROM p
JOIN identity.accounts a ON lower(a.email) = lower(p.email)
LEFT JOIN LATERAL (
  SELECT u.id AS user_id
  FROM organization_users u
  JOIN organizations o ON o.id = u.organization_id AND o.status = 'active'
  WHERE u.auth_subject = a.subject AND u.status = 'active'
  ORDER BY u.last_login_at DESC NULLS LAST, u.id
  LIMIT 1
) m ON true
