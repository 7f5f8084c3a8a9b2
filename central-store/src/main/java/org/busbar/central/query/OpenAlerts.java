package org.busbar.central.query;

import java.util.List;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** The alerts of an organization that are open. */
public final class OpenAlerts {
  /** Alerts that a list shows at most. */
  public static final int MOST = 500;

  private final Jdbi jdbi;

  public OpenAlerts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Worst severity first, then newest; at most {@link #MOST}. */
  public List<OpenAlert> list(Access access) {
    return jdbi.withHandle(
        handle ->
            Scope.of(access)
                .bind(handle.createQuery(Sql.load("queries/active_alerts")))
                .bind("row_limit", MOST)
                .map((row, ctx) -> OpenAlert.of(row))
                .list());
  }

  /** A text that changes whenever an open alert of the organization appears, changes or closes. */
  public String version(long organizationId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Sql.load("queries/alerts_version"))
                .bind("organization_id", organizationId)
                .mapTo(String.class)
                .one());
  }
}
