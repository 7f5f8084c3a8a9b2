package org.busbar.poller.modbus;

import org.busbar.maps.RegisterTable;

/**
 * One read of neighbouring registers or bits.
 *
 * @param unitId 0..255
 * @param table which of the four tables
 * @param address zero-based, as on the wire, 0..65535
 * @param count 1..125 registers or 1..2000 bits (Modbus Application Protocol 1.1b3, 6.1 to 6.4)
 */
public record ReadRequest(int unitId, RegisterTable table, int address, int count) {
  private static final int MOST_REGISTERS = 125;
  private static final int MOST_BITS = 2000;

  public ReadRequest {
    if (unitId < 0 || unitId > 255) {
      throw new IllegalArgumentException("unit id " + unitId + " is not in 0..255");
    }
    int most = table.bits() ? MOST_BITS : MOST_REGISTERS;
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(count + " of " + table + ", allowed 1.." + most);
    }
    if (address < 0 || address + count > 65_536) {
      throw new IllegalArgumentException(table + " " + address + "+" + count + " beyond 65535");
    }
  }

  /** Bytes of data in the answer. */
  int dataBytes() {
    return table.bits() ? (count + 7) / 8 : count * 2;
  }
}
