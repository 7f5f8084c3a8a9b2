-- Raises an alert of a site with its event, unless one of this code is open there already; answers the new alert's id.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :organization_id::bigint AS organization_id, :severity::text AS severity,
    :category::text AS category, :code::text AS code, :title::text AS title, :message::text AS message,
    :context::jsonb AS context, :now::timestamptz AS now
), alert AS (
  INSERT INTO alerts (site_id, severity, category, code, title, message, context, created_at, updated_at)
  SELECT site_id, severity, category, code, title, message, context, now, now FROM p
  ON CONFLICT (site_id, equipment_id, code) WHERE status IN ('active', 'acknowledged') DO NOTHING
  RETURNING id
), event AS (
  INSERT INTO events (organization_id, site_id, type, title, description, context, actor_type, created_at)
  SELECT p.organization_id, p.site_id, 'alert_created', p.title, p.message,
    jsonb_build_object('alertId', alert.id), 'system', p.now
  FROM p, alert
)
SELECT id FROM alert;
