package org.busbar.central.ingest;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks up what is stored where readings of a group could not be inserted. */
final class StoredReadings {
  private StoredReadings() {}

  /**
   * What is stored at the instant of a reading.
   *
   * @param reading index in the group
   * @param id of the stored row
   * @param differs whether one of the measures differs
   */
  record Found(int reading, long id, boolean differs) {}

  static List<Found> find(Handle handle, Group group, BitSet fresh) {
    int[] others = IntStream.range(0, group.size()).filter(i -> !fresh.get(i)).toArray();
    if (others.length == 0) {
      return List.of();
    }
    GroupColumns columns = new GroupColumns(group);
    Query query = handle.createQuery(Sql.load("queries/stored_readings"));
    query.bind("ordinals", new SqlColumn("int4", others));
    query.bind("site_ids", columns.siteIds(others));
    query.bind("instants", columns.instants(others));
    columns.bindMeasures(query, others);
    return query
        .map(
            (row, context) ->
                new Found(row.getInt("ordinal"), row.getLong("id"), row.getBoolean("differs")))
        .list();
  }
}
