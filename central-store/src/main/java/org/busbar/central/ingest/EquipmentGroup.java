package org.busbar.central.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The readings of equipment of a group. */
final class EquipmentGroup {
  /**
   * One of them.
   *
   * @param request index of its request in the group
   */
  record Item(int request, long siteId, EquipmentRow row) {}

  private final List<Item> items = new ArrayList<>();

  EquipmentGroup(Group group) {
    for (int request = 0; request < group.requests().size(); request++) {
      ReadingBatch batch = group.requests().get(request).batch();
      for (EquipmentRow row : batch.equipment()) {
        items.add(new Item(request, batch.siteId(), row));
      }
    }
  }

  int size() {
    return items.size();
  }

  Item item(int ordinal) {
    return items.get(ordinal);
  }

  /** Inserts those that are new; answers their ordinals. */
  Set<Integer> insert(Handle handle, Instant now) {
    if (items.isEmpty()) {
      return Set.of();
    }
    var query = handle.createQuery(Sql.load("commands/insert_equipment_readings")).bind("now", now);
    int[] all = IntStream.range(0, items.size()).toArray();
    bind(query, all);
    query.bind("bad", texts(all, EquipmentRow::bad));
    return new HashSet<>(query.mapTo(Integer.class).list());
  }

  /** Of these the ordinals whose values differ from what is stored. */
  Set<Integer> differing(Handle handle, int[] ordinals) {
    if (ordinals.length == 0) {
      return Set.of();
    }
    var query = handle.createQuery(Sql.load("queries/differing_equipment_readings"));
    bind(query, ordinals);
    return new HashSet<>(query.mapTo(Integer.class).list());
  }

  private void bind(SqlStatement<?> statement, int[] ordinals) {
    statement.bind("ordinals", new SqlColumn("int4", ordinals));
    long[] sites = new long[ordinals.length];
    long[] instants = new long[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      sites[i] = items.get(ordinals[i]).siteId();
      instants[i] = items.get(ordinals[i]).row().micros();
    }
    statement.bind("site_ids", new SqlColumn("int8", sites));
    statement.bind("instants", new SqlColumn("int8", instants));
    statement.bind("names", texts(ordinals, EquipmentRow::name));
    statement.bind("values", texts(ordinals, EquipmentRow::values));
  }

  private SqlColumn texts(int[] ordinals, Function<EquipmentRow, @Nullable String> text) {
    @Nullable String[] column = new @Nullable String[ordinals.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = text.apply(items.get(ordinals[i]).row());
    }
    return new SqlColumn("text", column);
  }
}
