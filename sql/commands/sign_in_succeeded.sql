-- Forgets the attempts of these scopes, and those of every scope whose window is over.
WITH p AS (
  SELECT :scopes::text[] AS scopes, :window_start::timestamptz AS window_start
)
DELETE FROM identity.sign_in_limits l USING p
WHERE l.scope = ANY (p.scopes) OR l.window_started_at <= p.window_start
