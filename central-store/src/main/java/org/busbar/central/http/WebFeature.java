package org.busbar.central.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import org.busbar.central.live.LiveFeed;
import org.busbar.central.query.Access;
import org.busbar.central.query.Fleet;
import org.busbar.central.query.OpenAlerts;
import org.busbar.central.query.SiteSeries;
import org.jdbi.v3.core.Jdbi;

/** The pages: sign-in, dashboard, their data and the live stream. */
public final class WebFeature implements Routes {
  private final List<Routes> parts;

  /** Acknowledges an alert; false when there is no such open alert at the site. */
  public interface Acknowledge {
    boolean of(Access access, long siteId, long alertId);
  }

  /**
   * Where the pages read.
   *
   * @param fleet sites
   * @param alerts open alerts
   * @param series curves
   */
  public record Reads(Fleet fleet, OpenAlerts alerts, SiteSeries series) {
    public static Reads of(Jdbi jdbi) {
      return new Reads(new Fleet(jdbi), new OpenAlerts(jdbi), new SiteSeries(jdbi));
    }
  }

  /**
   * How the pages are served.
   *
   * @param plainCookies whether people come by plain http on loopback, so that cookies cannot be
   *     Secure
   * @param clock tells the time
   */
  public record Settings(boolean plainCookies, Clock clock) {}

  public WebFeature(
      Jdbi jdbi, Reads reads, LiveFeed feed, Acknowledge acknowledge, Settings settings) {
    Clock clock = settings.clock();
    Sessions sessions = new Sessions(jdbi, clock);
    SessionCookie cookie =
        settings.plainCookies() ? SessionCookie.PLAIN_ON_LOOPBACK : SessionCookie.SECURE;
    Gate gate = new Gate(sessions, cookie);
    Accounts accounts = new Accounts(jdbi, new Passwords(), clock);
    parts =
        List.of(
            new Assets(),
            new SignInRoutes(accounts, sessions, cookie, gate),
            new DashboardRoutes(gate, reads, acknowledge, clock),
            new DataRoutes(gate, reads, json(), clock),
            new StreamRoutes(gate, sessions, feed));
  }

  /** How rows are written for browsers: instants as ISO-8601, enums in lower case. */
  public static ObjectMapper json() {
    return new ObjectMapper()
        .registerModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    parts.forEach(part -> part.addTo(routes));
  }
}
