package org.busbar.central.ingest;

import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.busbar.central.db.Database;
import org.busbar.central.http.Routes;
import org.busbar.central.http.SiteKeys;

/** Takes readings: the routes and the store behind them. */
public final class Ingest implements AutoCloseable {
  private final ReadingStore store;
  private final List<Routes> routes;

  /**
   * How readings are taken.
   *
   * @param openTelemetry accept {@code POST /api/telemetry} without a key
   */
  public record Settings(IngestLimits limits, Retention retention, boolean openTelemetry) {}

  /** What ingestion tells time by: the wall clock, and a monotonic one in ns. */
  public record Clocks(Clock wall, LongSupplier nanos) {}

  /**
   * Starts the committing threads.
   *
   * @param afterCommit is told the id of each site whose rows were committed
   */
  public Ingest(Database database, Settings settings, Clocks clocks, LongConsumer afterCommit) {
    this.store = new ReadingStore(database.jdbi(), clocks.wall(), settings.limits(), afterCommit);
    SiteKeys keys = new SiteKeys(database.jdbi(), clocks.wall(), clocks.nanos());
    IngestParts parts = new IngestParts(store, keys, settings.limits(), settings.retention());
    this.routes =
        List.of(
            new BatchRoutes(parts, clocks),
            new TelemetryRoutes(parts, database.jdbi(), clocks, settings.openTelemetry()));
  }

  /** The routes of both ways in. */
  public List<Routes> routes() {
    return routes;
  }

  /** Takes nothing new and commits what waits. */
  @Override
  public void close() {
    store.close();
  }
}
