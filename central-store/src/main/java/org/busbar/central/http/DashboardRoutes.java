package org.busbar.central.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.busbar.central.query.Access;
import org.busbar.central.query.Capability;
import org.busbar.central.query.Fleet;
import org.busbar.central.query.FleetSite;
import org.busbar.central.query.OpenAlert;
import org.busbar.central.query.OpenAlerts;
import org.jspecify.annotations.Nullable;

/** The dashboard's page, its list of alerts alone, and the button of an alert. */
final class DashboardRoutes implements Routes {
  private final Gate gate;
  private final Fleet fleet;
  private final OpenAlerts alerts;
  private final WebFeature.Acknowledge acknowledge;
  private final Clock clock;
  private final DashboardPage page = new DashboardPage();
  private final AlertList alertList = new AlertList();

  DashboardRoutes(
      Gate gate, WebFeature.Reads reads, WebFeature.Acknowledge acknowledge, Clock clock) {
    this.gate = gate;
    this.fleet = reads.fleet();
    this.alerts = reads.alerts();
    this.acknowledge = acknowledge;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/dashboard", gate.page(this::show));
    routes.get("/dashboard/alerts", gate.data(this::showAlerts));
    routes.post("/alerts/{siteId}/{alertId}/acknowledge", gate.change(this::acknowledge));
  }

  private void show(Context ctx, Session session) {
    Access access = session.access();
    Instant now = clock.instant();
    List<FleetSite> sites =
        fleet.sites(access, now).stream().sorted(FleetSite.EXCEPTIONS_FIRST).toList();
    List<OpenAlert> open = alerts.list(access);
    DashboardPage.Content content =
        new DashboardPage.Content(
            sites,
            fleet.chargeCurves(access, now),
            open,
            alertList.render(open, session, now),
            chartSite(sites, ctx.queryParam("site")));
    ctx.html(page.render(content, session, now).markup());
  }

  /** The site that was asked for, else the first one that has data. */
  private static Optional<FleetSite> chartSite(List<FleetSite> sites, @Nullable String asked) {
    OptionalLong id = Ids.of(asked);
    return sites.stream()
        .filter(site -> id.isPresent() && site.siteId() == id.getAsLong())
        .findFirst()
        .or(() -> sites.stream().filter(site -> site.timestamp() != null).findFirst())
        .or(() -> sites.stream().findFirst());
  }

  private void showAlerts(Context ctx, Session session) {
    ctx.html(alertList.render(alerts.list(session.access()), session, clock.instant()).markup());
  }

  private void acknowledge(Context ctx, Session session) {
    Access access = session.access();
    OptionalLong site = Ids.of(ctx.pathParam("siteId"));
    OptionalLong alert = Ids.of(ctx.pathParam("alertId"));
    // Whoever may not see the site learns nothing, not even that the role would not do.
    if (site.isEmpty() || alert.isEmpty() || fleet.site(access, site.getAsLong()).isEmpty()) {
      Problem.refused(404, "not-found", "There is no such alert").write(ctx);
    } else if (!access.may(Capability.ACKNOWLEDGE_ALERTS)) {
      Problem.refused(403, "not-allowed", "Your role may not acknowledge alerts").write(ctx);
    } else if (acknowledge.of(access, site.getAsLong(), alert.getAsLong())) {
      ctx.redirect("/dashboard", HttpStatus.SEE_OTHER);
    } else {
      Problem.refused(404, "not-found", "There is no such alert").write(ctx);
    }
  }
}
