package org.busbar.central.alerts;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What people do to alerts, each with its event in the same transaction. Whether a person may is
 * checked by the caller; another organization's alert is not found.
 */
public final class AlertActions {
  private final Jdbi jdbi;
  private final Clock clock;

  public AlertActions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** How an action ended. */
  public enum Outcome {
    DONE,
    /** There is no such alert in this organization. */
    NOT_FOUND,
    /** The alert's status does not allow it: it is acknowledged or closed already. */
    NOT_POSSIBLE
  }

  /** Somebody has seen an active alert; it stays open. */
  public Outcome acknowledge(long organizationId, long siteId, long alertId, String actor) {
    return change(
        new Alert(organizationId, siteId, alertId),
        new Move("acknowledged", List.of("active"), "alert_acknowledged"),
        actor);
  }

  /** The condition is over, says somebody; the next bad reading raises again. */
  public Outcome resolve(long organizationId, long siteId, long alertId, String actor) {
    return change(
        new Alert(organizationId, siteId, alertId),
        new Move("resolved", List.of("active", "acknowledged"), "alert_resolved"),
        actor);
  }

  /** The alert is of no concern; the rule stays silent until the condition has cleared. */
  public Outcome dismiss(long organizationId, long siteId, long alertId, String actor) {
    return change(
        new Alert(organizationId, siteId, alertId),
        new Move("dismissed", List.of("active", "acknowledged"), "user_action"),
        actor);
  }

  private record Alert(long organizationId, long siteId, long alertId) {}

  private record Move(String status, List<String> from, String eventType) {}

  private Outcome change(Alert alert, Move move, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Long> changed =
              handle
                  .createQuery(Sql.load("alerts/change_status"))
                  .bind("organization_id", alert.organizationId())
                  .bind("site_id", alert.siteId())
                  .bind("alert_id", alert.alertId())
                  .bind("actor", actor)
                  .bind("status", move.status())
                  .bindArray("from_statuses", String.class, move.from())
                  .bind("event_type", move.eventType())
                  .bind("now", clock.instant())
                  .mapTo(Long.class)
                  .findOne();
          if (changed.isPresent()) {
            return Outcome.DONE;
          }
          return exists(handle, alert) ? Outcome.NOT_POSSIBLE : Outcome.NOT_FOUND;
        });
  }

  private static boolean exists(Handle handle, Alert alert) {
    return handle
        .createQuery(Sql.load("alerts/status"))
        .bind("organization_id", alert.organizationId())
        .bind("site_id", alert.siteId())
        .bind("alert_id", alert.alertId())
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }
}
