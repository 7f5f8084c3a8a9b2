package org.busbar.central.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import org.busbar.central.query.Fleet;
import org.busbar.central.query.OpenAlerts;
import org.busbar.central.query.SiteSeries;
import org.jspecify.annotations.Nullable;

/** What the dashboard shows, as JSON, to whoever is signed in. */
final class DataRoutes implements Routes {
  private final Gate gate;
  private final Fleet fleet;
  private final OpenAlerts alerts;
  private final SiteSeries series;
  private final ObjectMapper json;
  private final Clock clock;

  DataRoutes(Gate gate, WebFeature.Reads reads, ObjectMapper json, Clock clock) {
    this.gate = gate;
    this.fleet = reads.fleet();
    this.alerts = reads.alerts();
    this.series = reads.series();
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/api/v1/latest",
        gate.data((ctx, session) -> write(ctx, fleet.sites(session.access(), clock.instant()))));
    routes.get("/api/v1/session", this::present);
    routes.get("/api/v1/alerts", gate.data(this::openAlerts));
    routes.get("/api/v1/sites/{siteId}/series", gate.data(this::siteSeries));
  }

  /** A person is there: this counts as use of the session. */
  private void present(Context ctx) {
    ctx.status(gate.session(ctx).isPresent() ? 204 : 401);
  }

  private void openAlerts(Context ctx, Session session) throws JsonProcessingException {
    String status = ctx.queryParam("status");
    if (status == null || status.equals("open")) {
      write(ctx, alerts.list(session.access()));
    } else {
      Problem.refused(400, "bad-parameter", "status can only be 'open'").write(ctx);
    }
  }

  private void siteSeries(Context ctx, Session session) throws JsonProcessingException {
    OptionalLong id = Ids.of(ctx.pathParam("siteId"));
    Optional<Fleet.SiteName> site =
        id.isEmpty() ? Optional.empty() : fleet.site(session.access(), id.getAsLong());
    if (site.isEmpty()) {
      Problem.refused(404, "not-found", "There is no such site").write(ctx);
      return;
    }
    try {
      Instant to = instant(ctx.queryParam("to"), clock.instant());
      Instant from = instant(ctx.queryParam("from"), to.minus(Duration.ofDays(1)));
      write(ctx, series.of(session.access(), site.get(), from, to));
    } catch (DateTimeParseException e) {
      Problem.refused(
              400,
              "bad-parameter",
              "from and to are ISO-8601 instants such as 2026-06-01T12:00:00Z")
          .write(ctx);
    } catch (SiteSeries.BadRange e) {
      Problem.refused(422, "bad-range", String.valueOf(e.getMessage())).write(ctx);
    }
  }

  private static Instant instant(@Nullable String text, Instant otherwise) {
    return text == null ? otherwise : Instant.parse(text);
  }

  private void write(Context ctx, Object value) throws JsonProcessingException {
    ctx.contentType("application/json").result(json.writeValueAsBytes(value));
  }
}
