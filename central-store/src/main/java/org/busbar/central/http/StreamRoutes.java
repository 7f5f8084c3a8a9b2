package org.busbar.central.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.busbar.central.live.LiveFeed;
import org.busbar.central.live.Sink;

/**
 * {@code /api/v1/stream}: server-sent events {@code latest}, {@code alerts}, {@code signed-out}.
 */
final class StreamRoutes implements Routes {
  private static final String MEDIA_TYPE = "text/event-stream";

  private final Gate gate;
  private final Sessions sessions;
  private final LiveFeed feed;

  StreamRoutes(Gate gate, Sessions sessions, LiveFeed feed) {
    this.gate = gate;
    this.sessions = sessions;
    this.feed = feed;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/stream", gate.data(this::stream));
  }

  private void stream(Context ctx, Session session) {
    if (!Objects.requireNonNullElse(ctx.header("Accept"), "").contains(MEDIA_TYPE)) {
      Problem.refused(406, "not-acceptable", "Ask with Accept: " + MEDIA_TYPE).write(ctx);
    } else if (feed.full()) {
      Problem.later(
              503, "too-many-streams", "This node serves its most streams", Duration.ofSeconds(30))
          .write(ctx);
    } else {
      // Proxies such as nginx would hold events back otherwise.
      ctx.header("X-Accel-Buffering", "no");
      new SseHandler(client -> attach(client, session)).handle(ctx);
    }
  }

  private void attach(SseClient client, Session session) {
    client.keepAlive();
    LiveFeed.Client far =
        new LiveFeed.Client(
            () -> sessions.look(session.token()).map(Session::access), new SseSink(client));
    feed.subscribe(session.access(), far);
  }

  /** A browser's connection. */
  private record SseSink(SseClient client) implements Sink {
    @Override
    public void event(String name, String json) throws IOException {
      client.sendEvent(name, json);
      check();
    }

    @Override
    public void heartbeat() throws IOException {
      client.sendComment("still here");
      check();
    }

    private void check() throws IOException {
      if (client.terminated()) {
        throw new IOException("the browser has gone");
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
