package org.busbar.central.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes readings as PostgreSQL's binary COPY has them (PostgreSQL 17 documentation, "COPY",
 * section "Binary Format"). One for each committing thread: it keeps its buffer.
 */
final class CopyRows {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** id, site, timestamp, created_at, the measures, metadata. */
  private static final int FIELDS = 4 + ReadingRows.MEASURES + 1;

  private static final int ROW_BYTES = 2 + 4 * 12 + ReadingRows.MEASURES * 8 + 4;
  private static final int FLUSH_BYTES = 64 * 1024;

  /** µs from 1970 to 2000, where PostgreSQL counts from. */
  private static final long EPOCH_2000 = 946_684_800_000_000L;

  private byte[] buffer = new byte[FLUSH_BYTES + 32 * 1024];
  private int at;

  /**
   * Sends every reading of the group.
   *
   * @param ids id of each reading
   * @param now arrival, µs since 1970 UTC
   */
  void send(Group group, long[] ids, long now, CopyIn copy) throws SQLException {
    at = 0;
    System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
    at = SIGNATURE.length;
    for (int reading = 0; reading < group.size(); reading++) {
      row(group, reading, ids[reading], now - EPOCH_2000);
      if (at >= FLUSH_BYTES) {
        flush(copy);
      }
    }
    SHORT.set(buffer, at, (short) -1);
    at += 2;
    flush(copy);
  }

  private void flush(CopyIn copy) throws SQLException {
    copy.writeToCopy(buffer, 0, at);
    at = 0;
  }

  private void row(Group group, int reading, long id, long now) {
    @Nullable String metadata = group.metadata(reading);
    byte @Nullable [] json = metadata == null ? null : metadata.getBytes(StandardCharsets.UTF_8);
    int needed = ROW_BYTES + (json == null ? 0 : json.length + 1);
    if (at + needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + needed));
    }
    SHORT.set(buffer, at, (short) FIELDS);
    at += 2;
    putLong(id);
    putLong(group.siteId(reading));
    putLong(group.micros(reading) - EPOCH_2000);
    putLong(now);
    for (int measure = 0; measure < ReadingRows.MEASURES; measure++) {
      putFloat(group.value(reading, measure));
    }
    putJson(json);
  }

  private void putLong(long value) {
    INT.set(buffer, at, 8);
    LONG.set(buffer, at + 4, value);
    at += 12;
  }

  private void putFloat(float value) {
    if (Float.isNaN(value)) {
      INT.set(buffer, at, -1);
      at += 4;
      return;
    }
    INT.set(buffer, at, 4);
    FLOAT.set(buffer, at + 4, value);
    at += 8;
  }

  private void putJson(byte @Nullable [] json) {
    if (json == null) {
      INT.set(buffer, at, -1);
      at += 4;
      return;
    }
    INT.set(buffer, at, json.length + 1);
    // Version of the binary form of jsonb.
    buffer[at + 4] = 1;
    System.arraycopy(json, 0, buffer, at + 5, json.length);
    at += 5 + json.length;
  }
}
