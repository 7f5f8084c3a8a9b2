package org.busbar.central.ingest;

import java.util.Arrays;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;

/** Ids for new readings, taken from their sequence many at a time; one for each thread. */
final class ReadingIds {
  private static final int BLOCK = 10_000;

  private long[] ids = new long[0];
  private int next;

  /** As many ids as asked for; ids of a transaction that fails are lost, which is harmless. */
  long[] take(Handle handle, int count) {
    if (ids.length - next < count) {
      ids =
          handle
              .createQuery(Sql.load("commands/take_reading_ids"))
              .bind("count", Math.max(BLOCK, count))
              .setFetchSize(0)
              .map((row, context) -> row.getLong(1))
              .stream()
              .mapToLong(Long::longValue)
              .toArray();
      next = 0;
    }
    next += count;
    return Arrays.copyOfRange(ids, next - count, next);
  }
}
