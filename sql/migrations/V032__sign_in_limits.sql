-- Sign-ins counted by account, by address and by both together. Unknown accounts count like known ones (the scope is
-- a hash), so that a refusal tells nobody whether an account exists; that is why the counters of accounts go.
CREATE TABLE identity.sign_in_limits (
  scope text PRIMARY KEY,
  attempts integer NOT NULL CHECK (attempts > 0),
  window_started_at timestamptz NOT NULL
);
CREATE INDEX sign_in_limits_window ON identity.sign_in_limits (window_started_at);
COMMENT ON COLUMN identity.sign_in_limits.scope IS 'SHA-256 (hex) of what is limited: account, address, or both';
COMMENT ON COLUMN identity.sign_in_limits.attempts IS 'Sign-ins tried since window_started_at, 1 or more; a right password forgets them';

ALTER TABLE identity.accounts DROP COLUMN failed_attempts, DROP COLUMN locked_until;
