-- Makes a local account a user of the organization of the development data; harmless when it is one.
WITH p AS (
  SELECT :email::text AS email, :role::text AS role, :now::timestamptz AS now
)
INSERT INTO organization_users (organization_id, auth_subject, email, first_name, last_name, role, status, accepted_at)
SELECT o.id, 'local:' || p.email, p.email, initcap(p.role), 'Demo', p.role, 'active', p.now
FROM p JOIN organizations o ON o.slug = 'busbar-demo'
ON CONFLICT DO NOTHING;
