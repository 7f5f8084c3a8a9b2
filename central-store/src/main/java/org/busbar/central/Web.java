package org.busbar.central;

import java.time.Clock;
import java.util.List;
import org.busbar.central.db.Database;
import org.busbar.central.http.Routes;
import org.busbar.central.http.SecurityHeaders;
import org.busbar.central.http.WebFeature;
import org.busbar.central.live.LiveFeed;
import org.busbar.central.live.LiveSettings;
import org.busbar.central.live.NodeChannel;
import org.jdbi.v3.core.Jdbi;

/** The pages and the live feed, wired. */
final class Web implements AutoCloseable {
  private final LiveFeed feed;
  private final NodeChannel otherNodes;
  private final List<Routes> routes;

  Web(
      Database database,
      WebFeature.Acknowledge acknowledge,
      WebFeature.Settings settings,
      LiveSettings live) {
    Jdbi jdbi = database.jdbi();
    Clock clock = settings.clock();
    WebFeature.Reads reads = WebFeature.Reads.of(jdbi);
    feed = new LiveFeed(reads.fleet(), reads.alerts(), WebFeature.json(), clock, live);
    otherNodes = new NodeChannel(database::openOutsidePool, jdbi, feed::deliverFromOtherNode);
    feed.tellOtherNodes(otherNodes::tell);
    routes =
        List.of(
            new SecurityHeaders(settings.plainCookies()),
            new WebFeature(jdbi, reads, feed, acknowledge, settings));
  }

  List<Routes> routes() {
    return routes;
  }

  LiveFeed feed() {
    return feed;
  }

  /** Ends the streams, so that the server need not wait for them. */
  @Override
  public void close() {
    otherNodes.close();
    feed.close();
  }
}
