package org.busbar.central;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.busbar.central.db.Database;
import org.busbar.central.http.CentralServer;
import org.busbar.central.http.HealthRoutes;
import org.busbar.central.http.Routes;
import org.busbar.central.ingest.Ingest;
import org.busbar.central.rollups.CronRoutes;
import org.busbar.central.rollups.Rollups;

/** The running server with all its parts; tests start it just as the program does. */
public final class Central implements AutoCloseable {
  private final CentralServer server;
  private final HealthRoutes health;
  private final Ingest ingest;

  private Central(CentralServer server, HealthRoutes health, Ingest ingest) {
    this.server = server;
    this.health = health;
    this.ingest = ingest;
  }

  /**
   * Wires the parts and starts to listen. The schema must be up to date; the database stays open
   * when this is closed.
   */
  public static Central start(ServerConfig config, Database database, Clock clock) {
    HealthRoutes health = new HealthRoutes(database.dataSource());
    Ingest ingest =
        new Ingest(
            database,
            new Ingest.Settings(config.limits(), config.retention(), config.openTelemetry()),
            new Ingest.Clocks(clock, System::nanoTime),
            siteId -> {});
    List<Routes> features = new ArrayList<>(ingest.routes());
    features.add(health);
    Rollups rollups = new Rollups(database.jdbi(), clock, Rollups.BUCKET_LIMIT);
    features.add(new CronRoutes(rollups, config.cronSecret()));
    CentralServer server =
        CentralServer.start(config.host(), config.port(), config.limits().maxWireBytes(), features);
    return new Central(server, health, ingest);
  }

  /** The port that the server listens on, 1 to 65535. */
  public int port() {
    return server.port();
  }

  /** Says not ready, answers what is in flight, then stops every part. */
  @Override
  public void close() {
    health.stopping();
    server.close();
    ingest.close();
  }
}
