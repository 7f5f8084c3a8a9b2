-- One local account of the development data; one that is there keeps its password.
WITH p AS (
  SELECT :email::text AS email, :password_hash::text AS password_hash
)
INSERT INTO identity.accounts (subject, email, password_hash)
SELECT 'local:' || email, email, password_hash FROM p
ON CONFLICT (subject) DO NOTHING;
