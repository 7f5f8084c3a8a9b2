package org.busbar.central.ingest;

import java.util.Arrays;
import org.busbar.points.Measure;
import org.jspecify.annotations.Nullable;

/** Readings of one request in primitive arrays; it grows while the request is parsed. */
final class ReadingRows {
  /** Measures of a reading. */
  static final int MEASURES = Measure.values().length;

  private long[] seqs = new long[64];
  private long[] micros = new long[64];
  // Row after row; NaN = not measured.
  private float[] values = new float[64 * MEASURES];
  private @Nullable String[] metadata = new @Nullable String[64];
  private int size;

  /**
   * Adds a reading.
   *
   * @param seq its number in its outbox
   * @param instant when it was measured, µs since 1970 UTC
   * @param row the measures in their units, in the order of {@link Measure}; NaN = not measured
   * @param meta JSON object; null = none
   */
  void add(long seq, long instant, float[] row, @Nullable String meta) {
    if (size == seqs.length) {
      grow();
    }
    seqs[size] = seq;
    micros[size] = instant;
    System.arraycopy(row, 0, values, size * MEASURES, MEASURES);
    metadata[size] = meta;
    size++;
  }

  private void grow() {
    int capacity = size * 2;
    seqs = Arrays.copyOf(seqs, capacity);
    micros = Arrays.copyOf(micros, capacity);
    values = Arrays.copyOf(values, capacity * MEASURES);
    metadata = Arrays.copyOf(metadata, capacity);
  }

  /** Position of a measure in a row. */
  // The contract of Measure is its order: that of the columns of the table.
  @SuppressWarnings("EnumOrdinal")
  static int index(Measure measure) {
    return measure.ordinal();
  }

  int size() {
    return size;
  }

  long seq(int row) {
    return seqs[row];
  }

  /** µs since 1970 UTC. */
  long micros(int row) {
    return micros[row];
  }

  /** In the unit of the measure; NaN = not measured. */
  float value(int row, int measure) {
    return values[row * MEASURES + measure];
  }

  @Nullable String metadata(int row) {
    return metadata[row];
  }

  /** Whether every instant is later than the one before it. */
  boolean ascending() {
    for (int row = 1; row < size; row++) {
      if (micros[row] <= micros[row - 1]) {
        return false;
      }
    }
    return true;
  }

  /** The reading as a JSON object of measure to value, without those that were not measured. */
  String json(int row) {
    StringBuilder json = new StringBuilder("{");
    for (Measure measure : Measure.values()) {
      float value = value(row, index(measure));
      if (!Float.isNaN(value)) {
        json.append(json.length() == 1 ? "\"" : ",\"").append(measure.jsonKey()).append("\":");
        json.append(value);
      }
    }
    return json.append('}').toString();
  }
}
