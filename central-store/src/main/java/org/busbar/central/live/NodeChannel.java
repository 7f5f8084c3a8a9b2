package org.busbar.central.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes which sites changed, through LISTEN and NOTIFY: ids only, because a channel
 * knows no rights. Listens on a connection of its own and connects again when that is lost; what is
 * missed meanwhile comes with the site's next reading.
 */
public final class NodeChannel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int WAIT_MILLIS = 1_000;
  // A payload holds at most 8000 bytes; an id takes at most 20.
  private static final int IDS_PER_MESSAGE = 300;

  private final Connections connections;
  private final Jdbi jdbi;
  private final Consumer<Set<Long>> received;
  private final String self = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::listen, "live-listen");

  /** Opens connections outside the pool. */
  public interface Connections {
    Connection open() throws SQLException;
  }

  /** Starts to listen; {@code received} gets the ids that other nodes told. */
  public NodeChannel(Connections connections, Jdbi jdbi, Consumer<Set<Long>> received) {
    this.connections = connections;
    this.jdbi = jdbi;
    this.received = received;
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells the other nodes. */
  public void tell(Set<Long> siteIds) {
    List<Long> ids = new ArrayList<>(siteIds);
    for (int from = 0; from < ids.size(); from += IDS_PER_MESSAGE) {
      List<Long> part = ids.subList(from, Math.min(ids.size(), from + IDS_PER_MESSAGE));
      String payload =
          self + " " + part.stream().map(String::valueOf).collect(Collectors.joining(","));
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(Sql.load("commands/live_notify"))
                  .bind("payload", payload)
                  .mapTo(String.class)
                  .list());
    }
  }

  private void listen() {
    while (closed.getCount() > 0) {
      try (Connection connection = connections.open()) {
        receive(connection);
      } catch (SQLException e) {
        LOG.warn("live: no news from other nodes, trying again: {}", e.getMessage());
        waitOrClose();
      }
    }
  }

  private void receive(Connection connection) throws SQLException {
    try (PreparedStatement listen = connection.prepareStatement(Sql.load("commands/live_listen"))) {
      listen.execute();
    }
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (closed.getCount() > 0) {
      for (PGNotification notification : postgres.getNotifications(WAIT_MILLIS)) {
        take(notification.getParameter());
      }
    }
  }

  private void take(String payload) {
    String[] parts = payload.split(" ", 2);
    if (parts.length != 2 || parts[0].equals(self)) {
      return;
    }
    Set<Long> ids = new HashSet<>();
    for (String id : parts[1].split(",", -1)) {
      try {
        ids.add(Long.parseLong(id));
      } catch (NumberFormatException e) {
        LOG.warn("live: '{}' told by another node is no site id", id);
      }
    }
    received.accept(ids);
  }

  private void waitOrClose() {
    try {
      boolean done = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("live: closed {}", done);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
