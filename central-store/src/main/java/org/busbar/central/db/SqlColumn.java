package org.busbar.central.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * One column of many rows as an SQL array; arrays of primitives go to the server in binary.
 *
 * @param type name of the elements' SQL type
 * @param values long[], int[], float[], boolean[] or an array of objects
 */
public record SqlColumn(String type, Object values) implements Argument {
  @Override
  public void apply(int position, PreparedStatement statement, StatementContext context)
      throws SQLException {
    org.postgresql.PGConnection connection =
        statement.getConnection().unwrap(org.postgresql.PGConnection.class);
    statement.setArray(position, connection.createArrayOf(type, values));
  }
}
