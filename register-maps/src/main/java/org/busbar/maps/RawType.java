package org.busbar.maps;

import java.util.Locale;

/**
 * How the bits of a value's registers are to be read. The last eight are SunSpec's (device
 * information model specification 1.2, 6.4) and carry its "not implemented" values with them.
 */
public enum RawType {
  /** One coil or discrete input. */
  BIT(1, 1),
  UINT16(1, 16),
  INT16(1, 16),
  /** The high byte of a register. */
  UINT8_HIGH(1, 8),
  /** The low byte of a register. */
  UINT8_LOW(1, 8),
  UINT32(2, 32),
  INT32(2, 32),
  UINT64(4, 64),
  INT64(4, 64),
  FLOAT32(2, 32),
  FLOAT64(4, 64),
  /** Four decimal digits, one in each half byte. */
  BCD16(1, 16),
  /** Eight decimal digits. */
  BCD32(2, 32),
  /** Text, two bytes a register; its length stands in the map. */
  STRING(0, 0),
  /** SunSpec scale factor: a power of ten, −10 to 10. */
  SUNSSF(1, 16),
  ACC16(1, 16),
  ACC32(2, 32),
  ACC64(4, 64),
  ENUM16(1, 16),
  ENUM32(2, 32),
  BITFIELD16(1, 16),
  BITFIELD32(2, 32),
  BITFIELD64(4, 64);

  private final int registers;
  private final int bits;

  RawType(int registers, int bits) {
    this.registers = registers;
    this.bits = bits;
  }

  /** Registers it takes, 1 to 4; 0 for text, whose length the map states. */
  public int registers() {
    return registers;
  }

  /** Significant bits, 1 to 64; 0 for text. */
  public int bits() {
    return bits;
  }

  /** Whether it takes several registers, so that their order matters. */
  public boolean hasWordOrder() {
    return registers > 1;
  }

  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** Whether its number is a set of bits that may each have a name. */
  public boolean isBitfield() {
    return this == BITFIELD16 || this == BITFIELD32 || this == BITFIELD64;
  }

  /** The word that maps use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
