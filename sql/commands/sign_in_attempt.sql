-- Counts a sign-in before the password is looked at, for each scope (account, address, both together), and answers
-- whether all scopes are within their limits.
WITH p AS (
  SELECT :scopes::text[] AS scopes, :limits::int[] AS limits, :now::timestamptz AS now,
    :window_start::timestamptz AS window_start
), counted AS (
  INSERT INTO identity.sign_in_limits AS l (scope, attempts, window_started_at)
  SELECT s.scope, 1, p.now FROM p CROSS JOIN LATERAL unnest(p.scopes) AS s (scope) ORDER BY s.scope
  ON CONFLICT (scope) DO UPDATE SET
    attempts = CASE WHEN l.window_started_at > (SELECT window_start FROM p) THEN l.attempts + 1 ELSE 1 END,
    window_started_at = CASE WHEN l.window_started_at > (SELECT window_start FROM p) THEN l.window_started_at
      ELSE EXCLUDED.window_started_at END
  RETURNING l.scope, l.attempts
)
SELECT bool_and(c.attempts <= s.most) AS allowed
FROM counted c
JOIN (SELECT x.scope, x.most FROM p, unnest(p.scopes, p.limits) AS x (scope, most)) s ON s.scope = c.scope
