package org.busbar.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks into a poller's outbox from outside: what it took is what must arrive. */
record OutboxFile(Path path) {

  /** Instants of all readings that were taken, acknowledged or not, oldest first. */
  List<Instant> taken() {
    List<Instant> instants = new ArrayList<>();
    for (long millis : numbers("SELECT at FROM item WHERE kind = 'READING' ORDER BY seq")) {
      instants.add(Instant.ofEpochMilli(millis));
    }
    return instants;
  }

  /** Instants of the readings that the centre acknowledged. */
  List<Instant> acknowledged() {
    List<Instant> instants = new ArrayList<>();
    for (long millis :
        numbers("SELECT at FROM item WHERE kind = 'READING' AND acked IS NOT NULL ORDER BY seq")) {
      instants.add(Instant.ofEpochMilli(millis));
    }
    return instants;
  }

  /** Items that the centre has not acknowledged yet. */
  long waiting() {
    return number("SELECT count(*) FROM item WHERE acked IS NULL");
  }

  long quarantined() {
    return number("SELECT count(*) FROM quarantine");
  }

  private long number(String sql) {
    return numbers(sql).stream().findFirst().orElse(0L);
  }

  private List<Long> numbers(String sql) {
    List<Long> numbers = new ArrayList<>();
    if (!Files.exists(path)) {
      return numbers;
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + path + "?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("no such table")) {
        return numbers;
      }
      throw new IllegalStateException(e);
    }
  }
}
