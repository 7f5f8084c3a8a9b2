package org.busbar.maps;

import java.util.List;

/**
 * One request.
 *
 * @param table what to read from
 * @param address first address, 0 to 65535
 * @param count registers (1 to 125) or bits (1 to 2000)
 * @param values the values whose words all lie within
 */
public record ReadBlock(RegisterTable table, int address, int count, List<MapValue> values) {
  public ReadBlock {
    values = List.copyOf(values);
    int most = table.bits() ? 2000 : 125;
    if (address < 0 || count < 1 || count > most || address + count > 65536) {
      throw new IllegalArgumentException("block " + table + " " + address + "+" + count);
    }
  }
}
