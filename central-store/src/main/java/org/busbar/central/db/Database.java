package org.busbar.central.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bounded pool of connections to the one database; thread-safe; close it once. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final String address;
  private final @Nullable EmbeddedServer embedded;

  private Database(HikariDataSource pool, String address, @Nullable EmbeddedServer embedded) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    this.address = address;
    this.embedded = embedded;
  }

  /**
   * Opens the pool, after starting the embedded server if the configuration says so. Goes on trying
   * for {@link DatabaseConfig#startWait()}.
   *
   * @throws DatabaseUnavailable when no connection can be had; names the address, never a password
   */
  public static Database open(DatabaseConfig config, Clock clock) throws DatabaseUnavailable {
    Path dataDir = config.dataDir();
    if (dataDir == null) {
      return open(java.util.Objects.requireNonNull(config.url()), config, clock, null);
    }
    EmbeddedServer server = EmbeddedServer.start(dataDir, config.poolSize());
    try {
      return open(server.url(), config, clock, server);
    } catch (DatabaseUnavailable | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Database open(
      DatabaseUrl url, DatabaseConfig config, Clock clock, @Nullable EmbeddedServer server)
      throws DatabaseUnavailable {
    HikariDataSource pool = new HikariDataSource(poolConfig(url, config.poolSize()));
    try {
      awaitConnection(pool, url, clock.instant().plus(config.startWait()), clock);
    } catch (DatabaseUnavailable | RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(pool, url.address(), server);
  }

  private static HikariConfig poolConfig(DatabaseUrl url, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("busbar");
    config.setJdbcUrl(url.jdbcUrl());
    if (url.user() != null) {
      config.setUsername(url.user());
    }
    if (url.password() != null) {
      config.setPassword(url.password());
    }
    config.setMaximumPoolSize(size);
    // A caller waits no longer than this for a connection and then answers 503.
    config.setConnectionTimeout(Duration.ofSeconds(4).toMillis());
    config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "busbar-central");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("loginTimeout", "10");
    // pgjdbc waits for ever by default: a vanished server would hold every thread.
    config.addDataSourceProperty("socketTimeout", "120");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A node that vanished must not hold its rows until the server's keep-alive of hours finds out.
    config.addDataSourceProperty(
        "options",
        "-c idle_in_transaction_session_timeout=60s -c tcp_keepalives_idle=30"
            + " -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    url.parameters().forEach((key, value) -> config.addDataSourceProperty((String) key, value));
    return config;
  }

  private static void awaitConnection(
      HikariDataSource pool, DatabaseUrl url, Instant deadline, Clock clock)
      throws DatabaseUnavailable {
    while (true) {
      try (Connection connection = pool.getConnection()) {
        LOG.info(
            "database {}: PostgreSQL {}",
            url.address(),
            connection.getMetaData().getDatabaseProductVersion());
        return;
      } catch (SQLException e) {
        if (!clock.instant().isBefore(deadline)) {
          throw unavailable(url, e);
        }
        LOG.warn("database {} does not answer yet: {}", url.address(), reason(e));
      }
    }
  }

  private static DatabaseUnavailable unavailable(DatabaseUrl url, SQLException e) {
    return new DatabaseUnavailable(
        "database %s cannot be used as user '%s': %s; check that the server runs, and the host, port, name, user and password in DATABASE_URL"
            .formatted(url.address(), url.user() == null ? "(default)" : url.user(), reason(e)),
        e);
  }

  /** The innermost cause: the pool wraps what the server or the network said. */
  private static String reason(SQLException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).replace('\n', ' ');
  }

  /** Jdbi over the pool. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The pool itself; a connection that cannot be had within 4 s is an SQLException. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * A connection of its own that takes no place in the pool, for listening; the caller closes it.
   *
   * @throws SQLException when the database cannot be reached
   */
  public Connection openOutsidePool() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    if (pool.getUsername() != null) {
      properties.setProperty("user", pool.getUsername());
    }
    if (pool.getPassword() != null) {
      properties.setProperty("password", pool.getPassword());
    }
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }

  /** Host, port and database, without user or password. */
  public String address() {
    return address;
  }

  /** How the pool is used right now. */
  public PoolUse poolUse() {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    if (bean == null) {
      return new PoolUse(0, 0, 0, pool.getMaximumPoolSize());
    }
    return new PoolUse(
        bean.getActiveConnections(),
        bean.getIdleConnections(),
        bean.getThreadsAwaitingConnection(),
        pool.getMaximumPoolSize());
  }

  /**
   * Use of the pool.
   *
   * @param active connections that work, 0 to {@code max}
   * @param idle connections that wait for work, 0 to {@code max}
   * @param waiting threads that wait for a connection, 0 or more
   * @param max connections at most
   */
  public record PoolUse(int active, int idle, int waiting, int max) {}

  /** Closes the pool and stops the embedded server, if there is one. */
  @Override
  public void close() {
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
