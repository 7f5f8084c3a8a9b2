package org.busbar.central.ingest;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.busbar.central.db.SqlColumn;
import org.busbar.points.Measure;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Binds parts of a group as arrays, one for each parameter of a statement. */
final class GroupColumns {
  private static final Measure[] MEASURES = Measure.values();
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final Group group;

  GroupColumns(Group group) {
    this.group = group;
  }

  /** The 21 measures of some readings. */
  void bindMeasures(SqlStatement<?> statement, int[] readings) {
    for (Measure measure : MEASURES) {
      @Nullable Object column = column(readings, ReadingRows.index(measure));
      statement.bind(measure.column(), new SqlColumn("float4", column));
    }
  }

  /** Primitive when nothing is missing, which is the cheap and common case. */
  private Object column(int[] readings, int measure) {
    float[] values = new float[readings.length];
    boolean missing = false;
    for (int i = 0; i < readings.length; i++) {
      values[i] = group.value(readings[i], measure);
      missing |= Float.isNaN(values[i]);
    }
    if (!missing) {
      return values;
    }
    @Nullable Float[] boxed = new @Nullable Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = Float.isNaN(values[i]) ? null : values[i];
    }
    return boxed;
  }

  static SqlColumn longs(LongStream values) {
    return new SqlColumn("int8", values.toArray());
  }

  SqlColumn siteIds(int[] readings) {
    return longs(Arrays.stream(readings).mapToLong(group::siteId));
  }

  SqlColumn instants(int[] readings) {
    return longs(Arrays.stream(readings).mapToLong(group::micros));
  }

  SqlColumn metadata(int[] readings) {
    return new SqlColumn(
        "text", Arrays.stream(readings).mapToObj(group::metadata).toArray(String[]::new));
  }

  /** Of each site the reading with the greatest instant, among those that are new. */
  int[] latest(BitSet fresh) {
    int[] last = new int[group.requests().size()];
    int count = 0;
    for (int reading = fresh.nextSetBit(0); reading >= 0; reading = fresh.nextSetBit(reading + 1)) {
      // Sorted by site and instant: the last of a site is its latest.
      if (count > 0 && group.siteId(last[count - 1]) == group.siteId(reading)) {
        count--;
      }
      last[count++] = reading;
    }
    return Arrays.copyOf(last, count);
  }

  /** Binds the distinct (site, hour) of the readings that are new. */
  void bindDirty(SqlStatement<?> statement, BitSet fresh) {
    long[] sites = new long[fresh.cardinality()];
    long[] hours = new long[sites.length];
    int count = 0;
    for (int reading = fresh.nextSetBit(0); reading >= 0; reading = fresh.nextSetBit(reading + 1)) {
      long site = group.siteId(reading);
      long hour = Math.floorDiv(group.micros(reading), HOUR_MICROS);
      if (count == 0 || sites[count - 1] != site || hours[count - 1] != hour) {
        sites[count] = site;
        hours[count++] = hour;
      }
    }
    statement.bind("dirty_site_ids", new SqlColumn("int8", Arrays.copyOf(sites, count)));
    statement.bind("dirty_hours", new SqlColumn("int8", Arrays.copyOf(hours, count)));
  }

  /** Binds what the ledger keeps of some of the group's requests; the ordinal is their index. */
  void bindBatches(SqlStatement<?> statement, int[] ordinals) {
    long[] sites = new long[ordinals.length];
    @Nullable String[] outboxes = new @Nullable String[ordinals.length];
    long[] numbers = new long[ordinals.length];
    @Nullable String[] digests = new @Nullable String[ordinals.length];
    @Nullable String[] rejected = new @Nullable String[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      ReadingBatch batch = group.requests().get(ordinals[i]).batch();
      BatchId id = batch.id();
      sites[i] = batch.siteId();
      outboxes[i] = id == null ? null : id.outboxId();
      numbers[i] = id == null ? 0 : id.number();
      digests[i] = id == null ? null : id.digest();
      rejected[i] = batch.rejected().isEmpty() ? null : Receipt.rejectedJson(batch.rejected());
    }
    statement.bind("batch_ordinals", new SqlColumn("int4", ordinals));
    statement.bind("batch_site_ids", new SqlColumn("int8", sites));
    statement.bind("batch_outbox_ids", new SqlColumn("text", outboxes));
    statement.bind("batch_numbers", new SqlColumn("int8", numbers));
    statement.bind("batch_digests", new SqlColumn("text", digests));
    statement.bind("batch_rejected", new SqlColumn("text", rejected));
  }
}
