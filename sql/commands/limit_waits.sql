-- Lets the statements of this transaction wait at most two seconds for a lock; answers the limit.
SELECT set_config('lock_timeout', '2s', true);
