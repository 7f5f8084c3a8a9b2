-- A person acknowledges, resolves or dismisses an alert of their organization, with the event; answers the alert's id,
-- or nothing when it is not there or its status is not one of :from_statuses. Whoever resolves it says that the
-- condition is over: the rule begins anew and raises again if the next reading is bad. After a dismissal it stays
-- silent until the condition has cleared.
WITH p AS (
  SELECT :organization_id::bigint AS organization_id, :site_id::bigint AS site_id, :alert_id::bigint AS alert_id,
    :actor::text AS actor, :status::text AS status, :from_statuses::text[] AS from_statuses,
    :event_type::text AS event_type, :now::timestamptz AS now
), alert AS (
  UPDATE alerts a SET status = p.status, updated_at = p.now,
    acknowledged_at = CASE WHEN p.status = 'acknowledged' THEN p.now ELSE a.acknowledged_at END,
    acknowledged_by = CASE WHEN p.status = 'acknowledged' THEN p.actor ELSE a.acknowledged_by END,
    resolved_at = CASE WHEN p.status = 'acknowledged' THEN a.resolved_at ELSE p.now END,
    resolved_by = CASE WHEN p.status = 'acknowledged' THEN a.resolved_by ELSE p.actor END
  FROM p JOIN sites s ON s.id = p.site_id AND s.organization_id = p.organization_id
  WHERE a.site_id = p.site_id AND a.id = p.alert_id AND a.status = ANY (p.from_statuses)
  RETURNING a.id, a.equipment_id, a.code, a.title, a.message
), state AS (
  UPDATE alerting.rule_states r SET state = 'normal', since = p.now, updated_at = p.now
  FROM p, alert
  WHERE p.status = 'resolved' AND r.site_id = p.site_id AND r.code = alert.code
    AND r.equipment_id IS NOT DISTINCT FROM alert.equipment_id
), event AS (
  INSERT INTO events (organization_id, site_id, type, title, description, context, actor_type, actor_id, created_at)
  SELECT p.organization_id, p.site_id, p.event_type, 'Alert ' || p.status || ': ' || alert.title, alert.message,
    jsonb_strip_nulls(jsonb_build_object('alertId', alert.id, 'equipmentId', alert.equipment_id, 'userId', p.actor)),
    'user', p.actor, p.now
  FROM p, alert
)
SELECT id FROM alert;
