package org.busbar.maps;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes one value that stands in registers; what could be computed before is computed before. */
final class ValueDecoder {
  private static final int LEAST_EXPONENT = -10;
  private static final int GREATEST_EXPONENT = 10;

  private final MapValue value;
  private final Words words;
  private final Linear linear;
  private final RawType type;
  private final long[] sentinels;
  private final boolean hasMissingCode;
  private final long missingCode;
  private final boolean sunspec;
  private final @Nullable BitField bits;
  private final @Nullable Words factor;
  private final boolean named;

  /**
   * Of a readable value.
   *
   * @param factor the value that holds its power of ten, or null
   */
  ValueDecoder(MapValue value, @Nullable MapValue factor) {
    this.value = value;
    this.words = new Words(value);
    this.linear = Linear.of(value);
    this.type = value.type();
    this.sentinels = value.sentinels().stream().mapToLong(Long::longValue).toArray();
    this.sunspec = !value.sunspec().isEmpty();
    boolean codes = sunspec || NotImplemented.always(type);
    this.hasMissingCode = codes && NotImplemented.raw(type).isPresent();
    this.missingCode = NotImplemented.raw(type).orElse(0);
    this.bits = value.bits();
    this.factor = factor == null ? null : new Words(factor);
    this.named = !value.symbols().isEmpty();
  }

  Sample decode(RegisterImage image) {
    int missing = words.firstMissing(image);
    if (missing < 0) {
      return Sample.missing(value, RegisterImage.qualityOf(missing));
    }
    if (type == RawType.STRING) {
      return DeviceText.decode(value, words, image);
    }
    long raw = significant(words.raw(image));
    if (hasMissingCode && raw == missingCode) {
      return Sample.missing(value, Quality.NOT_IMPLEMENTED);
    }
    for (long sentinel : sentinels) {
      if (raw == sentinel) {
        return Sample.missing(value, Quality.BAD_SENTINEL);
      }
    }
    return factor == null ? scaled(raw, 0) : factored(image, factor, raw);
  }

  private long significant(long raw) {
    return switch (type) {
      case UINT8_HIGH -> raw >>> 8;
      case UINT8_LOW -> raw & 0xFF;
      case BIT -> raw & 1;
      case UINT16, INT16, UINT32, INT32, UINT64, INT64, FLOAT32, FLOAT64, BCD16, BCD32 -> raw;
      case STRING, SUNSSF, ACC16, ACC32, ACC64, ENUM16, ENUM32 -> raw;
      case BITFIELD16, BITFIELD32, BITFIELD64 -> raw;
    };
  }

  private Sample factored(RegisterImage image, Words exponentWord, long raw) {
    int cell = exponentWord.cell(image, 0);
    if (cell < 0) {
      return Sample.missing(value, RegisterImage.qualityOf(cell));
    }
    int exponent = (short) cell;
    if (exponent == Short.MIN_VALUE) {
      return Sample.missing(value, Quality.NOT_IMPLEMENTED);
    }
    if (exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT) {
      return Sample.missing(value, Quality.BAD_CONFIG);
    }
    return scaled(raw, exponent);
  }

  private Sample scaled(long raw, int exponent) {
    if (bits != null) {
      long part = bits.extract(raw);
      return number(linear.of(part, exponent), part);
    }
    return switch (type) {
      case BIT, UINT16, UINT8_HIGH, UINT8_LOW, UINT32 -> number(linear.of(raw, exponent), raw);
      case ENUM16, ENUM32, ACC16, ACC32 -> number(linear.of(raw, exponent), raw);
      case INT16, INT32, INT64 -> signed(raw << (64 - type.bits()) >> (64 - type.bits()), exponent);
      case UINT64, ACC64 -> number(unsigned(raw, exponent), raw);
      case BITFIELD16, BITFIELD32, BITFIELD64 -> bitfield(raw);
      case SUNSSF -> exponent(raw);
      case FLOAT32 -> float32(Float.intBitsToFloat((int) raw), exponent);
      case FLOAT64 -> float64(Double.longBitsToDouble(raw), exponent);
      case BCD16, BCD32 -> decimalDigits(raw, exponent);
      case STRING -> throw new IllegalStateException("text has no number");
    };
  }

  private Sample signed(long raw, int exponent) {
    return number(linear.of(raw, exponent), raw);
  }

  private double unsigned(long raw, int exponent) {
    if (raw >= 0) {
      return linear.of(raw, exponent);
    }
    BigInteger whole = new BigInteger(Long.toUnsignedString(raw));
    return linear.of(new BigDecimal(whole), exponent);
  }

  private Sample exponent(long raw) {
    short exponent = (short) raw;
    boolean valid = exponent >= LEAST_EXPONENT && exponent <= GREATEST_EXPONENT;
    return valid ? number(exponent, exponent) : Sample.missing(value, Quality.BAD_CONFIG);
  }

  /** Of SunSpec, a bit field whose highest bit is set has no valid bits. */
  private Sample bitfield(long raw) {
    if (sunspec && (raw >>> (type.bits() - 1)) != 0) {
      return Sample.missing(value, Quality.BAD_RANGE);
    }
    double number = raw >= 0 ? raw : new BigInteger(Long.toUnsignedString(raw)).doubleValue();
    String text = Symbols.ofBits(value.symbols(), raw);
    return inRange(number) ? new Sample(value, number, text, Quality.GOOD) : outOfRange();
  }

  private Sample float32(float raw, int exponent) {
    boolean subnormal = raw != 0 && Math.abs(raw) < Float.MIN_NORMAL;
    return !Float.isFinite(raw) || subnormal
        ? Sample.missing(value, Quality.BAD_NAN)
        : number(linear.of(raw, exponent), 0);
  }

  private Sample float64(double raw, int exponent) {
    boolean subnormal = raw != 0 && Math.abs(raw) < Double.MIN_NORMAL;
    return !Double.isFinite(raw) || subnormal
        ? Sample.missing(value, Quality.BAD_NAN)
        : number(linear.of(BigDecimal.valueOf(raw), exponent), 0);
  }

  private Sample decimalDigits(long raw, int exponent) {
    long number = 0;
    for (int shift = type.bits() - 4; shift >= 0; shift -= 4) {
      long digit = (raw >>> shift) & 0xF;
      if (digit > 9) {
        return outOfRange();
      }
      number = number * 10 + digit;
    }
    return number(linear.of(number, exponent), number);
  }

  private Sample number(double number, long code) {
    if (!Double.isFinite(number) || !inRange(number)) {
      return outOfRange();
    }
    Map<Long, String> symbols = value.symbols();
    return new Sample(value, number, named ? Symbols.ofCode(symbols, code) : null, Quality.GOOD);
  }

  private boolean inRange(double number) {
    return number >= value.min() && number <= value.max();
  }

  private Sample outOfRange() {
    return Sample.missing(value, Quality.BAD_RANGE);
  }
}
