package org.busbar.central.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads nullable columns of a row. */
final class Rows {
  private Rows() {}

  /** A number, or null; a {@code real} keeps its own decimal digits (0.1 stays 0.1). */
  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    Object value = row.getObject(column);
    if (value instanceof Number number) {
      return Double.valueOf(number.toString());
    }
    return null;
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
