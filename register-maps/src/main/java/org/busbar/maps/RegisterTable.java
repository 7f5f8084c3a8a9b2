package org.busbar.maps;

import java.util.Locale;

/**
 * The four Modbus tables, with the function code that reads them (Modbus application protocol 6).
 */
public enum RegisterTable {
  COIL(1),
  DISCRETE_INPUT(2),
  INPUT_REGISTER(4),
  HOLDING_REGISTER(3);

  private final int functionCode;

  RegisterTable(int functionCode) {
    this.functionCode = functionCode;
  }

  /** The read function: 1, 2, 3 or 4. */
  public int functionCode() {
    return functionCode;
  }

  /** Whether an address holds one bit instead of a 16-bit register. */
  public boolean bits() {
    return this == COIL || this == DISCRETE_INPUT;
  }

  /** The word that maps use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The table that a function code reads.
   *
   * @throws IllegalArgumentException when the code is not 1 to 4
   */
  public static RegisterTable ofFunctionCode(int functionCode) {
    for (RegisterTable table : values()) {
      if (table.functionCode == functionCode) {
        return table;
      }
    }
    throw new IllegalArgumentException("no table is read with function code " + functionCode);
  }
}
