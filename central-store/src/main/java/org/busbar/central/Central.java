package org.busbar.central;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.busbar.central.alerts.AlertActions;
import org.busbar.central.db.Database;
import org.busbar.central.http.CentralServer;
import org.busbar.central.http.HealthRoutes;
import org.busbar.central.http.Routes;
import org.busbar.central.http.WebFeature;
import org.busbar.central.ingest.Ingest;
import org.busbar.central.live.LiveFeed;
import org.busbar.central.live.LiveSettings;
import org.busbar.central.rollups.CronRoutes;
import org.busbar.central.rollups.Rollups;

/** The running server with all its parts; tests start it just as the program does. */
public final class Central implements AutoCloseable {
  private final CentralServer server;
  private final HealthRoutes health;
  private final Ingest ingest;
  private final Web web;

  private Central(CentralServer server, HealthRoutes health, Ingest ingest, Web web) {
    this.server = server;
    this.health = health;
    this.ingest = ingest;
    this.web = web;
  }

  /**
   * Wires the parts and starts to listen. The schema must be up to date; the database stays open
   * when this is closed.
   */
  public static Central start(ServerConfig config, Database database, Clock clock) {
    HealthRoutes health = new HealthRoutes(database.dataSource());
    Web web =
        new Web(
            database,
            acknowledge(database, clock),
            new WebFeature.Settings(config.plainCookies(), clock),
            LiveSettings.standard());
    Ingest ingest =
        new Ingest(
            database,
            new Ingest.Settings(config.limits(), config.retention(), config.openTelemetry()),
            new Ingest.Clocks(clock, System::nanoTime),
            web.feed()::publish);
    List<Routes> features = new ArrayList<>(web.routes());
    features.addAll(ingest.routes());
    features.add(health);
    Rollups rollups = new Rollups(database.jdbi(), clock, Rollups.BUCKET_LIMIT);
    features.add(new CronRoutes(rollups, config.cronSecret()));
    CentralServer server =
        CentralServer.start(config.host(), config.port(), config.limits().maxWireBytes(), features);
    return new Central(server, health, ingest, web);
  }

  private static WebFeature.Acknowledge acknowledge(Database database, Clock clock) {
    AlertActions actions = new AlertActions(database.jdbi(), clock);
    // Acknowledged meanwhile by somebody else is as good.
    return (access, siteId, alertId) ->
        actions.acknowledge(access.organizationId(), siteId, alertId, access.email())
            != AlertActions.Outcome.NOT_FOUND;
  }

  /** The port that the server listens on, 1 to 65535. */
  public int port() {
    return server.port();
  }

  /** What browsers are told; readings are announced here after their commit. */
  public LiveFeed feed() {
    return web.feed();
  }

  /** Says not ready, answers what is in flight, then stops every part. */
  @Override
  public void close() {
    health.stopping();
    // Streams are ended first: the server would wait for them.
    web.close();
    server.close();
    ingest.close();
  }
}
