package org.busbar.maps;

/** The words of a value in the order of their significance, whatever the device's order is. */
final class Words {
  private final RegisterTable table;
  private final int[] addresses;
  private final boolean swapBytes;

  /** Of a readable value. */
  Words(MapValue value) {
    this.table = value.table();
    this.swapBytes = value.byteOrder() == ByteOrder.LITTLE;
    this.addresses = value.addresses().stream().mapToInt(Integer::intValue).toArray();
    if (value.wordOrder() == WordOrder.LITTLE) {
      for (int i = 0, j = addresses.length - 1; i < j; i++, j--) {
        int first = addresses[i];
        addresses[i] = addresses[j];
        addresses[j] = first;
      }
    }
  }

  int count() {
    return addresses.length;
  }

  /** The word of a place, most significant first; below 0 the code of why it is missing. */
  int cell(RegisterImage image, int place) {
    int cell = image.cell(table, addresses[place]);
    return swapBytes && cell >= 0 ? swap(cell) : cell;
  }

  /** The first missing word's code, or 0 when all are there. */
  int firstMissing(RegisterImage image) {
    for (int address : addresses) {
      int cell = image.cell(table, address);
      if (cell < 0) {
        return cell;
      }
    }
    return 0;
  }

  /** All words as one number; only when none is missing, and not more than four. */
  long raw(RegisterImage image) {
    long raw = 0;
    for (int i = 0; i < addresses.length; i++) {
      raw = raw << 16 | cell(image, i);
    }
    return raw;
  }

  /** Gives the word of a place to a sink. */
  void set(WordSink sink, int place, int word) {
    sink.set(table, addresses[place], swapBytes ? swap(word) : word);
  }

  private static int swap(int word) {
    return (word & 0xFF) << 8 | word >>> 8;
  }
}
