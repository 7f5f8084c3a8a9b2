package org.busbar.simulator;

/**
 * One request as it came in.
 *
 * @param transactionId id that the client chose, 0..65535
 * @param unitId unit id, 0..255
 * @param function function code, 0..255
 * @param address PDU address, zero-based, 0..65535; -1 where the frame was too short to hold one
 * @param count registers or bits asked for, 0..65535; -1 where the frame was too short to hold one
 * @param arrivedNanos monotonic time of arrival in ns; only differences mean something
 */
public record ModbusRequest(
    int transactionId, int unitId, int function, int address, int count, long arrivedNanos) {

  /** The part of a request that stays the same when it is asked again. */
  record What(int unitId, int function, int address, int count) {}

  What what() {
    return new What(unitId, function, address, count);
  }

  /** Whether the request reads the given address: {@code address <= at < address + count}. */
  public boolean covers(int at) {
    return address >= 0 && at >= address && at < address + count;
  }
}
