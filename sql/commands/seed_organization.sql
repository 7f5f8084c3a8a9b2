-- The organization of the development data; harmless when it is there.
INSERT INTO organizations (name, slug, email, city, country, settings, subscription_tier)
VALUES ('Busbar Demo', 'busbar-demo', 'owner@example.org', 'Berlin', 'DE',
  '{"timezone": "Europe/Berlin", "alertEmail": ["operator@example.org"]}', 'professional')
ON CONFLICT (slug) DO NOTHING;
