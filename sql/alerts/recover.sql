-- Resolves the open alert of a code at a site by 'system', with its event; answers the alert's id.
WITH p AS (
  SELECT :site_id::bigint AS site_id, :organization_id::bigint AS organization_id, :code::text AS code,
    :message::text AS message, :now::timestamptz AS now
), alert AS (
  UPDATE alerts a SET status = 'resolved', resolved_at = p.now, resolved_by = 'system', updated_at = p.now
  FROM p
  WHERE a.site_id = p.site_id AND a.equipment_id IS NULL AND a.code = p.code
    AND a.status IN ('active', 'acknowledged')
  RETURNING a.id, a.title
), event AS (
  INSERT INTO events (organization_id, site_id, type, title, description, context, actor_type, created_at)
  SELECT p.organization_id, p.site_id, 'alert_resolved', alert.title, p.message,
    jsonb_build_object('alertId', alert.id), 'system', p.now
  FROM p, alert
)
SELECT id FROM alert;
