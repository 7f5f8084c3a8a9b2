package org.busbar.maps;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scale, offset and sign of a value as exact decimals: {@code number = (raw · multiplier + addend)
 * / 10^digits}. While the integers stay below 2^53 and the powers below 10^22 the one division or
 * multiplication is correctly rounded, so that 1234 · 0.1 is 123.4 and nothing near it.
 */
final class Linear {
  private static final long EXACT = 1L << 53;
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final BigDecimal scale;
  private final BigDecimal offset;
  private final long multiplier;
  private final long addend;
  private final int digits;
  private final long largestRaw;

  private Linear(BigDecimal scale, BigDecimal offset) {
    this.scale = scale;
    this.offset = offset;
    this.digits = Math.max(scale.scale(), offset.scale());
    BigDecimal m = scale.movePointRight(digits);
    BigDecimal a = offset.movePointRight(digits);
    boolean small = fitsExactly(m) && fitsExactly(a);
    this.multiplier = small ? m.longValueExact() : 0;
    this.addend = small ? a.longValueExact() : 0;
    // −1: no raw number takes the fast way.
    this.largestRaw = small ? (EXACT - Math.abs(addend)) / Math.abs(multiplier) : -1;
  }

  static Linear of(MapValue value) {
    BigDecimal sign = BigDecimal.valueOf(value.sign());
    return new Linear(
        BigDecimal.valueOf(value.scale()).stripTrailingZeros().multiply(sign),
        BigDecimal.valueOf(value.offset()).stripTrailingZeros().multiply(sign));
  }

  private static boolean fitsExactly(BigDecimal number) {
    return number.abs().compareTo(BigDecimal.valueOf(EXACT)) < 0;
  }

  /** The number of an integer, times a power of ten. */
  double of(long raw, int exponent) {
    if (raw >= -largestRaw && raw <= largestRaw && (exponent == 0 || addend == 0)) {
      int shift = digits - exponent;
      long whole = raw * multiplier + addend;
      if (shift >= 0 && shift < POWERS.length) {
        return whole / POWERS[shift];
      }
      if (shift < 0 && -shift < POWERS.length) {
        return whole * POWERS[-shift];
      }
    }
    return of(BigDecimal.valueOf(raw), exponent);
  }

  /** The number of any decimal, times a power of ten. */
  double of(BigDecimal raw, int exponent) {
    return raw.scaleByPowerOfTen(exponent).multiply(scale).add(offset).doubleValue();
  }

  /** The raw decimal that gives a number, with some digits behind the point. */
  BigDecimal inverse(double number, int exponent, int decimals) {
    BigDecimal unscaled = BigDecimal.valueOf(number).subtract(offset);
    return unscaled.divide(scale.scaleByPowerOfTen(exponent), decimals, RoundingMode.HALF_EVEN);
  }

  /**
   * The number of a float, taken as the shortest decimal that means it: 0.42, not 0.41999998.
   *
   * @param raw finite
   */
  double of(float raw, int exponent) {
    if (raw == 0) {
      return of(0L, exponent);
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs((double) raw)));
    for (int precision = 6; precision <= 9; precision++) {
      int places = precision - 1 - magnitude;
      if (Math.abs(places) >= POWERS.length) {
        break;
      }
      double shifted = places >= 0 ? raw * POWERS[places] : raw / POWERS[-places];
      long decimal = Math.round(shifted);
      double back = places >= 0 ? decimal / POWERS[places] : decimal * POWERS[-places];
      if ((float) back == raw) {
        return addend == 0
            ? of(decimal, exponent - places)
            : of(BigDecimal.valueOf(decimal, places), exponent);
      }
    }
    return of(new BigDecimal(Float.toString(raw)), exponent);
  }
}
