-- Who may do what: keys of sites, local accounts, sessions.
CREATE SCHEMA identity;

-- A site's key is busbar_<key_id>_<secret>; only the SHA-256 of the 256-bit secret is kept.
CREATE TABLE identity.site_keys (
  key_id text PRIMARY KEY,
  site_id bigint NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  secret_hash bytea NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX site_keys_site ON identity.site_keys (site_id);

-- A local account; organization_users.auth_subject names it.
CREATE TABLE identity.accounts (
  subject text PRIMARY KEY,
  email text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE UNIQUE INDEX accounts_email ON identity.accounts (lower(email));

-- A signed-in browser; only the SHA-256 of the cookie's token is kept.
CREATE TABLE identity.sessions (
  token_hash bytea PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES organization_users (id) ON DELETE CASCADE,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON identity.sessions (user_id);
