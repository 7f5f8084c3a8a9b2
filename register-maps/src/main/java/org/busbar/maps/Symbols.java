package org.busbar.maps;

import java.util.Map;
import java.util.StringJoiner;

/** Names of codes and of bits. */
final class Symbols {
  private Symbols() {}

  /** The name of a code; of one that has none, {@code unknown(99)}. */
  static String ofCode(Map<Long, String> symbols, long code) {
    String name = symbols.get(code);
    return name == null ? "unknown(" + code + ")" : name;
  }

  /** The names of the bits that are set, by commas; of one that has none, {@code bit7}. */
  static String ofBits(Map<Long, String> symbols, long raw) {
    StringJoiner names = new StringJoiner(",");
    for (int bit = 0; bit < 64; bit++) {
      if (((raw >>> bit) & 1) != 0) {
        names.add(symbols.getOrDefault((long) bit, "bit" + bit));
      }
    }
    return names.toString();
  }
}
