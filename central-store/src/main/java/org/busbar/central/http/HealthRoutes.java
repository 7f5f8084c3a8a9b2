package org.busbar.central.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * {@code /health/live}: the process serves. {@code /health/ready}: the database answers and the
 * server is not stopping.
 */
public final class HealthRoutes implements Routes {
  private final DataSource dataSource;
  private final AtomicBoolean stopping = new AtomicBoolean();

  public HealthRoutes(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", ctx -> ctx.json(new Health("live")));
    routes.get("/health/ready", this::ready);
  }

  /** From now on the server says that it is not ready, so that a load balancer turns away. */
  public void stopping() {
    stopping.set(true);
  }

  private void ready(Context ctx) {
    if (stopping.get()) {
      notReady(ctx, "The server is stopping");
      return;
    }
    try (Connection connection = dataSource.getConnection()) {
      if (connection.isValid(2)) {
        ctx.json(new Health("ready"));
      } else {
        notReady(ctx, "The database does not answer");
      }
    } catch (SQLException e) {
      notReady(ctx, "The database does not answer");
    }
  }

  private static void notReady(Context ctx, String detail) {
    Problem.later(503, "unavailable", detail, Duration.ofSeconds(5)).write(ctx);
  }

  record Health(String status) {}
}
