package org.busbar.maps;

/**
 * Addresses of a table, both ends included.
 *
 * @param table the table
 * @param from first address, 0 to 65535
 * @param to last address, from to 65535
 */
public record Range(RegisterTable table, int from, int to) {
  public Range {
    if (from < 0 || to < from || to > 65535) {
      throw new IllegalArgumentException("addresses " + from + " to " + to);
    }
  }

  /** Whether the two share an address. */
  public boolean touches(int first, int last) {
    return first <= to && last >= from;
  }
}
