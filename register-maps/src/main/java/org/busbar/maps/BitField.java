package org.busbar.maps;

/**
 * Some of the bits of an integer.
 *
 * @param shift lowest bit, 0 to 63
 * @param width number of bits, 1 to 63
 */
public record BitField(int shift, int width) {
  public BitField {
    if (shift < 0 || width < 1 || width > 63 || shift + width > 64) {
      throw new IllegalArgumentException("bits " + shift + "+" + width + " are not within 0..63");
    }
  }

  /** The bits, moved down to bit 0. */
  public long extract(long raw) {
    return (raw >>> shift) & mask();
  }

  /** The raw value with these bits replaced. */
  public long insert(long raw, long bits) {
    return (raw & ~(mask() << shift)) | ((bits & mask()) << shift);
  }

  private long mask() {
    return (1L << width) - 1;
  }
}
