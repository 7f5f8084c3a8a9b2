package org.busbar.central.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Readings that differ from what is stored at their instant; kept, never silently dropped. */
final class Conflicts {
  private record Conflict(long siteId, long micros, @Nullable BatchId id, String offered) {}

  private final Group group;
  private final List<Conflict> conflicts = new ArrayList<>();

  Conflicts(Group group) {
    this.group = group;
  }

  void add(int reading) {
    ReadingBatch batch = group.requests().get(group.request(reading)).batch();
    conflicts.add(
        new Conflict(batch.siteId(), group.micros(reading), batch.id(), group.json(reading)));
  }

  void add(EquipmentGroup.Item item) {
    ReadingBatch batch = group.requests().get(item.request()).batch();
    String offered =
        "{\"equipment\":%s,\"values\":%s}"
            .formatted(quoted(item.row().name()), item.row().values());
    conflicts.add(new Conflict(batch.siteId(), item.row().micros(), batch.id(), offered));
  }

  private static String quoted(String name) {
    try {
      return JsonText.quoted(name);
    } catch (BadBatch e) {
      throw new IllegalStateException("the name was checked when it was parsed", e);
    }
  }

  void keep(Handle handle, Instant now) {
    if (conflicts.isEmpty()) {
      return;
    }
    int size = conflicts.size();
    @Nullable String[] outboxes = new @Nullable String[size];
    @Nullable Long[] numbers = new @Nullable Long[size];
    for (int i = 0; i < size; i++) {
      BatchId id = conflicts.get(i).id();
      outboxes[i] = id == null ? null : id.outboxId();
      numbers[i] = id == null ? null : id.number();
    }
    Update update = handle.createUpdate(Sql.load("commands/keep_conflicts")).bind("now", now);
    update.bind("site_ids", GroupColumns.longs(conflicts.stream().mapToLong(Conflict::siteId)));
    update.bind("instants", GroupColumns.longs(conflicts.stream().mapToLong(Conflict::micros)));
    update.bind("outbox_ids", new SqlColumn("text", outboxes));
    update.bind("numbers", new SqlColumn("int8", numbers));
    update.bind(
        "offered",
        new SqlColumn("text", conflicts.stream().map(Conflict::offered).toArray(String[]::new)));
    update.execute();
  }
}
