package org.busbar.simulator;

import java.util.Optional;
import org.busbar.maps.RegisterTable;

/**
 * Right answers to read requests (Modbus Application Protocol V1.1b3, sections 6.1 to 6.4 and 7).
 */
final class Pdu {
  static final int ILLEGAL_FUNCTION = 1;
  static final int ILLEGAL_ADDRESS = 2;
  static final int ILLEGAL_VALUE = 3;
  static final int GATEWAY_TARGET = 0x0B;

  private static final int MAX_REGISTERS = 125;
  private static final int MAX_BITS = 2000;
  private static final int ADDRESSES = 65_536;

  private Pdu() {}

  /** The answer's PDU, or empty when the server must stay silent. */
  static Optional<byte[]> answer(ModbusRequest request, DeviceBank devices) {
    Optional<RegisterBank> unit = devices.unit(request.unitId());
    if (unit.isEmpty()) {
      return switch (devices.unknownUnit()) {
        case ILLEGAL_ADDRESS -> Optional.of(exception(request.function(), ILLEGAL_ADDRESS));
        case GATEWAY_TARGET -> Optional.of(exception(request.function(), GATEWAY_TARGET));
        case SILENCE -> Optional.empty();
      };
    }
    return Optional.of(read(request, unit.get()));
  }

  static byte[] exception(int function, int code) {
    return new byte[] {(byte) (function | 0x80), (byte) code};
  }

  private static byte[] read(ModbusRequest request, RegisterBank registers) {
    Optional<RegisterTable> table = table(request.function());
    if (table.isEmpty()) {
      return exception(request.function(), ILLEGAL_FUNCTION);
    }
    int most = table.get().bits() ? MAX_BITS : MAX_REGISTERS;
    if (request.count() < 1 || request.count() > most) {
      return exception(request.function(), ILLEGAL_VALUE);
    }
    if (request.address() + request.count() > ADDRESSES) {
      return exception(request.function(), ILLEGAL_ADDRESS);
    }
    return registers
        .read(table.get(), request.address(), request.count())
        .map(words -> data(request.function(), table.get().bits() ? bits(words) : bytes(words)))
        .orElseGet(() -> exception(request.function(), ILLEGAL_ADDRESS));
  }

  private static Optional<RegisterTable> table(int function) {
    for (RegisterTable table : RegisterTable.values()) {
      if (table.functionCode() == function) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private static byte[] data(int function, byte[] data) {
    byte[] pdu = new byte[2 + data.length];
    pdu[0] = (byte) function;
    pdu[1] = (byte) data.length;
    System.arraycopy(data, 0, pdu, 2, data.length);
    return pdu;
  }

  private static byte[] bytes(int[] words) {
    byte[] bytes = new byte[words.length * 2];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) (words[i] >>> 8);
      bytes[2 * i + 1] = (byte) words[i];
    }
    return bytes;
  }

  private static byte[] bits(int[] bits) {
    byte[] bytes = new byte[(bits.length + 7) / 8];
    for (int i = 0; i < bits.length; i++) {
      bytes[i / 8] |= (byte) (bits[i] << (i % 8));
    }
    return bytes;
  }
}
