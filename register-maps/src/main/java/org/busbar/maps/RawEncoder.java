package org.busbar.maps;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes one value that stands in registers. */
final class RawEncoder {
  private final MapValue value;
  private final Words words;
  private final RawType type;

  RawEncoder(MapValue value) {
    this.value = value;
    this.words = new Words(value);
    this.type = value.type();
  }

  /**
   * Writes a number.
   *
   * @param exponent power of ten that its scale factor holds
   * @param old raw bits that its words hold by now; the parts that are not the value's stay
   */
  void number(double number, int exponent, WordSink sink, long old) {
    Linear linear = Linear.of(value);
    if (type.isFloat()) {
      BigDecimal raw = linear.inverse(number, exponent, 40);
      write(
          type == RawType.FLOAT32
              ? Float.floatToRawIntBits(raw.floatValue()) & 0xFFFFFFFFL
              : Double.doubleToRawLongBits(raw.doubleValue()),
          sink);
      return;
    }
    BigInteger raw = linear.inverse(number, exponent, 0).toBigIntegerExact();
    code(raw, sink, old);
  }

  /** Writes a raw number as it is. */
  void code(long code, WordSink sink, long old) {
    code(BigInteger.valueOf(code), sink, old);
  }

  private void code(BigInteger code, WordSink sink, long old) {
    BitField bits = value.bits();
    int width = bits == null ? type.bits() : bits.width();
    requireRoom(code, width, bits == null && isSigned());
    long raw = code.longValue();
    if (bits != null) {
      write(bits.insert(old, raw), sink);
      return;
    }
    long masked = width == 64 ? raw : raw & ((1L << width) - 1);
    requireMeaning(masked);
    switch (type) {
      case UINT8_HIGH -> write((old & 0xFF) | masked << 8, sink);
      case UINT8_LOW -> write((old & 0xFF00) | masked, sink);
      case BCD16, BCD32 -> write(digits(code), sink);
      case BIT, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> write(masked, sink);
      case SUNSSF, ACC16, ACC32, ACC64, ENUM16, ENUM32 -> write(masked, sink);
      case BITFIELD16, BITFIELD32, BITFIELD64 -> write(masked, sink);
      case STRING, FLOAT32, FLOAT64 ->
          throw new IllegalArgumentException(value.name() + " holds no whole number");
    }
  }

  private boolean isSigned() {
    return switch (type) {
      case INT16, INT32, INT64, SUNSSF -> true;
      case BIT, UINT16, UINT8_HIGH, UINT8_LOW, UINT32, UINT64, FLOAT32, FLOAT64 -> false;
      case BCD16, BCD32, STRING, ACC16, ACC32, ACC64, ENUM16, ENUM32 -> false;
      case BITFIELD16, BITFIELD32, BITFIELD64 -> false;
    };
  }

  private void requireRoom(BigInteger code, int width, boolean signed) {
    BigInteger limit = BigInteger.ONE.shiftLeft(signed ? width - 1 : width);
    BigInteger least = signed ? limit.negate() : BigInteger.ZERO;
    boolean decimal = type == RawType.BCD16 || type == RawType.BCD32;
    BigInteger most = decimal ? BigInteger.TEN.pow(width / 4) : limit;
    if (code.compareTo(least) < 0 || code.compareTo(most) >= 0) {
      throw new IllegalArgumentException(
          value.name() + ": raw " + code + " does not fit into " + width + " bits of " + type);
    }
  }

  /** A number that would read as "no value" is refused. */
  private void requireMeaning(long raw) {
    if (missingCode().stream().anyMatch(m -> m == raw) || value.sentinels().contains(raw)) {
      throw new IllegalArgumentException(value.name() + ": raw " + raw + " means no value");
    }
  }

  private OptionalLong missingCode() {
    boolean codes = !value.sunspec().isEmpty() || NotImplemented.always(type);
    return codes ? NotImplemented.raw(type) : OptionalLong.empty();
  }

  private static long digits(BigInteger number) {
    return Long.parseLong(number.toString(), 16);
  }

  void text(String text, WordSink sink) {
    byte[] bytes = DeviceText.encode(text, words.count());
    for (int i = 0; i < words.count(); i++) {
      words.set(sink, i, (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF));
    }
  }

  /** Writes "no value"; false when there is no code for it. */
  boolean missing(WordSink sink) {
    Optional<Long> sentinel = value.sentinels().stream().findFirst();
    if (type == RawType.STRING) {
      text("", sink);
      return true;
    }
    if (missingCode().isPresent()) {
      write(missingCode().getAsLong(), sink);
      return true;
    }
    if (type.isFloat()) {
      write(NotImplemented.raw(type).orElseThrow(), sink);
      return true;
    }
    if (sentinel.isEmpty() || type == RawType.UINT8_HIGH || type == RawType.UINT8_LOW) {
      return false;
    }
    write(sentinel.get(), sink);
    return true;
  }

  private void write(long raw, WordSink sink) {
    for (int i = 0; i < words.count(); i++) {
      int shift = 16 * (words.count() - 1 - i);
      words.set(sink, i, (int) (raw >>> shift) & 0xFFFF);
    }
  }
}
