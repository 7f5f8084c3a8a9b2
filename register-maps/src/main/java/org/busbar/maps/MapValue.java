package org.busbar.maps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.sunspec.SunSpecRef;
import org.jspecify.annotations.Nullable;

/**
 * One value of a register map: {@code number = sign · (raw · scale · 10^scaleFactor + offset)}, in
 * the unit of its point.
 *
 * @param name unique in its map
 * @param point canonical point that it feeds, or null
 * @param table where it stands
 * @param addresses wire addresses of its words in the order of the device, 0 to 65535, contiguous
 *     or apart; empty for combined values and for SunSpec values that no device was asked for yet
 * @param type how its bits are read
 * @param length registers it takes, 1 to 125
 * @param wordOrder order of its registers
 * @param byteOrder order of the bytes in a register
 * @param scale multiplier, finite, not 0; turns raw into the unit
 * @param offset added after scaling, in the unit, before the sign is turned
 * @param scaleFactor name of the value that holds the power of ten, or null
 * @param sentinels raw bits (masked to the type's width) that mean "no value"
 * @param bits the part of the integer that counts, or null for all of it
 * @param symbols names of codes, or of bit numbers for bit fields
 * @param unit canonical unit of the number, or empty
 * @param sign +1, or −1 where the device counts the other way than Busbar
 * @param min least plausible number, in the unit, Busbar's sign
 * @param max greatest plausible number, in the unit, Busbar's sign
 * @param group poll group
 * @param source where these facts are from, or empty
 * @param combination how it is made of other values, or null
 * @param gate what must hold for it to count, or null
 * @param signCode what says which way its magnitude points, or null
 * @param sunspec model points it may stand at, best first; empty outside SunSpec
 */
public record MapValue(
    String name,
    @Nullable String point,
    RegisterTable table,
    List<Integer> addresses,
    RawType type,
    int length,
    WordOrder wordOrder,
    ByteOrder byteOrder,
    double scale,
    double offset,
    @Nullable String scaleFactor,
    List<Long> sentinels,
    @Nullable BitField bits,
    Map<Long, String> symbols,
    String unit,
    int sign,
    double min,
    double max,
    String group,
    String source,
    @Nullable Combination combination,
    @Nullable Gate gate,
    @Nullable SignCode signCode,
    List<SunSpecRef> sunspec) {

  /** The group of values that name none: polled at the site's interval. */
  public static final String MAIN_GROUP = "main";

  public MapValue {
    addresses = List.copyOf(addresses);
    sentinels = List.copyOf(sentinels);
    symbols = Map.copyOf(symbols);
    sunspec = List.copyOf(sunspec);
    if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(name + ": scale " + scale + ", offset " + offset);
    }
    if (sign != 1 && sign != -1) {
      throw new IllegalArgumentException(name + ": sign " + sign);
    }
    if (!addresses.isEmpty() && addresses.size() != length) {
      throw new IllegalArgumentException(name + ": " + addresses.size() + " words, not " + length);
    }
    for (int address : addresses) {
      if (address < 0 || address > 65535) {
        throw new IllegalArgumentException(name + ": address " + address);
      }
    }
  }

  /** Whether it has registers of its own that a device can be asked for. */
  public boolean readable() {
    return !addresses.isEmpty();
  }

  /** Lowest of its addresses; only for readable values. */
  public int firstAddress() {
    return Collections.min(addresses);
  }

  /** Highest of its addresses; only for readable values. */
  public int lastAddress() {
    return Collections.max(addresses);
  }

  /** The names of the values that it cannot be decoded without. */
  public List<String> needs() {
    List<String> names = new ArrayList<>();
    if (scaleFactor != null) {
      names.add(scaleFactor);
    }
    if (gate != null) {
      names.add(gate.value());
    }
    if (signCode != null) {
      names.add(signCode.value());
    }
    if (combination != null) {
      combination.terms().forEach(t -> names.add(t.value()));
    }
    return names;
  }

  /** The canonical point that it feeds. */
  public Optional<String> feeds() {
    return Optional.ofNullable(point);
  }

  /** A value of a holding register, to be filled in. */
  public static MapValueBuilder named(String name) {
    return new MapValueBuilder(name);
  }

  /** A copy to be changed. */
  public MapValueBuilder toBuilder() {
    return new MapValueBuilder(this);
  }
}
