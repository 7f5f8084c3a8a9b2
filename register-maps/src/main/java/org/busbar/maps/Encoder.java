package org.busbar.maps;

/**
 * The decoder's inverse: writes what a device would hold. Remembers what it wrote, so that values
 * may share a register.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class Encoder {
  public Encoder(RegisterMap map) {}

  /**
   * Writes a number.
   *
   * @param valueName name of the value in the map
   * @param number in the unit of the value's point and Busbar's sign
   */
  public void encode(String valueName, double number, WordSink sink) {
    throw new UnsupportedOperationException();
  }

  /** Writes a text, cut at the value's length; of a state, its code. */
  public void encodeText(String valueName, String text, WordSink sink) {
    throw new UnsupportedOperationException();
  }

  /** Writes what the device sends when it has no value. False when the value has no such code. */
  public boolean encodeMissing(String valueName, WordSink sink) {
    throw new UnsupportedOperationException();
  }

  /** Writes the power of ten that a scale factor shall hold from now on, −10 to 10. */
  public void setScaleFactor(String valueName, int exponent, WordSink sink) {
    throw new UnsupportedOperationException();
  }
}
