package org.busbar.central.ingest;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the rows at hand. */
enum SqlFailure {
  /** Deadlock, serialization: the same transaction may succeed at once. */
  AGAIN,
  /** Somebody holds a row of one of the sites: the others can be stored without it. */
  LOCKED,
  /** A row is stored already. */
  DUPLICATE,
  /** The month of a row has no partition. */
  NO_PARTITION,
  /** The database cannot be reached, is stopping, full or read-only. */
  UNAVAILABLE,
  /** These very rows, or a fault of the program. */
  THESE_ROWS;

  private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

  /** Classes: connection, resources, operator intervention, system error. */
  private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

  static SqlFailure of(Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return failure instanceof java.io.IOException ? UNAVAILABLE : THESE_ROWS;
    }
    String state = sql.getSQLState();
    if (state == null || state.length() != 5) {
      return UNAVAILABLE;
    }
    if (TRANSIENT.contains(state)) {
      return AGAIN;
    }
    return switch (state) {
      case "55P03" -> LOCKED;
      case "23505" -> DUPLICATE;
      case "23514" -> NO_PARTITION;
      // Read-only: a stand-by that is not promoted yet.
      case "25006" -> UNAVAILABLE;
      default -> AWAY.contains(state.substring(0, 2)) ? UNAVAILABLE : THESE_ROWS;
    };
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
