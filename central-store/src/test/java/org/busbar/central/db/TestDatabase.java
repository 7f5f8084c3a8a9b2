package org.busbar.central.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test class its own database: a clone of one migrated template, on one embedded
 * PostgreSQL per JVM, or on the server of {@code TEST_DATABASE_URL} when that is set.
 */
public final class TestDatabase implements ParameterResolver {
  /** Partitions of the template are those of this instant and the twelve months after it. */
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static final Namespace NAMESPACE = Namespace.create(TestDatabase.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Database.class;
  }

  @Override
  public Database resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext forClass = classContext(context);
    return forClass
        .getStore(NAMESPACE)
        .computeIfAbsent(
            "clone:" + context.getRequiredTestClass().getName(),
            key -> new Clone(server(context).cloned()),
            Clone.class)
        .database();
  }

  /** The context of the test class: one clone serves all its methods. */
  private static ExtensionContext classContext(ExtensionContext context) {
    ExtensionContext current = context;
    while (current.getTestMethod().isPresent()) {
      current = current.getParent().orElseThrow();
    }
    return current;
  }

  private static Server server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("server", key -> Server.start(), Server.class);
  }

  private record Clone(Database database) implements AutoCloseable {
    @Override
    public void close() {
      database.close();
    }
  }

  private record Server(DatabaseUrl url, Closeable stop, AtomicInteger clones)
      implements Closeable {

    static Server start() {
      try {
        String given = System.getenv("TEST_DATABASE_URL");
        Server server =
            given == null
                ? embedded()
                : new Server(DatabaseUrl.parse(given), () -> {}, new AtomicInteger());
        server.execute("DROP DATABASE IF EXISTS busbar_template WITH (FORCE)");
        server.execute("CREATE DATABASE busbar_template");
        try (Database template = server.open("busbar_template")) {
          Migrations.apply(template, NOW);
        }
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException | DatabaseUnavailable e) {
        throw new IllegalStateException(e);
      }
    }

    private static Server embedded() throws IOException {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("encoding", "UTF8")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      DatabaseUrl url =
          DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres");
      return new Server(url, postgres, new AtomicInteger());
    }

    Database cloned() {
      String name =
          String.format(
              Locale.ROOT, "busbar_%d_%d", ProcessHandle.current().pid(), clones.incrementAndGet());
      try {
        execute("CREATE DATABASE " + name + " TEMPLATE busbar_template");
        return open(name);
      } catch (SQLException | DatabaseUnavailable e) {
        throw new IllegalStateException(e);
      }
    }

    private Database open(String name) throws DatabaseUnavailable {
      String jdbcUrl = url.jdbcUrl().substring(0, url.jdbcUrl().lastIndexOf('/') + 1) + name;
      DatabaseUrl database =
          new DatabaseUrl(name, jdbcUrl, url.user(), url.password(), url.parameters());
      return Database.open(
          new DatabaseConfig(database, null, 10, Duration.ZERO), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection =
              DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() throws IOException {
      stop.close();
    }
  }
}
