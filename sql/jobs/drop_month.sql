-- Detaches and drops one monthly partition; fails after a second when a query holds the table.
WITH p AS (
  SELECT :parent::regclass AS parent, :month::date AS month
)
SELECT partitions.drop_month(p.parent, p.month)::text FROM p;
