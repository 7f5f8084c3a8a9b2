package org.busbar.maps;

import java.util.OptionalLong;

/** SunSpec's "not implemented" values (device information model specification 1.2, 6.4). */
public final class NotImplemented {
  private NotImplemented() {}

  /** The raw bits that mean "not implemented"; empty where the standard has none for the type. */
  public static OptionalLong raw(RawType type) {
    return switch (type) {
      case INT16, SUNSSF -> OptionalLong.of(0x8000L);
      case UINT16, ENUM16, BITFIELD16 -> OptionalLong.of(0xFFFFL);
      case INT32 -> OptionalLong.of(0x80000000L);
      case UINT32, ENUM32, BITFIELD32 -> OptionalLong.of(0xFFFFFFFFL);
      case INT64 -> OptionalLong.of(Long.MIN_VALUE);
      case UINT64, BITFIELD64 -> OptionalLong.of(-1L);
      case ACC16, ACC32, ACC64, STRING -> OptionalLong.of(0L);
      case FLOAT32 -> OptionalLong.of(0x7FC00000L);
      case FLOAT64 -> OptionalLong.of(0x7FF8000000000000L);
      case BIT, UINT8_HIGH, UINT8_LOW, BCD16, BCD32 -> OptionalLong.empty();
    };
  }

  /** Whether the type is SunSpec's own, so that its "not implemented" holds in every map. */
  static boolean always(RawType type) {
    return switch (type) {
      case SUNSSF, ACC16, ACC32, ACC64, ENUM16, ENUM32, BITFIELD16, BITFIELD32, BITFIELD64 -> true;
      case BIT, UINT16, INT16, UINT8_HIGH, UINT8_LOW, UINT32, INT32, UINT64, INT64 -> false;
      case FLOAT32, FLOAT64, BCD16, BCD32, STRING -> false;
    };
  }
}
