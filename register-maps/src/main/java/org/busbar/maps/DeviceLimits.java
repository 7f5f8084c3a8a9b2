package org.busbar.maps;

import java.time.Duration;
import java.util.List;

/**
 * What a device bears.
 *
 * @param maxRegisters registers in one request, 1 to 125 (Modbus application protocol 6.3, 6.4)
 * @param maxBits coils or discrete inputs in one request, 1 to 2000 (6.1, 6.2)
 * @param connectDelay pause after connecting, 0 to 60 s
 * @param requestPause pause between requests, 0 to 60 s
 * @param timeout wait for an answer, more than 0, at most 60 s
 * @param forbidden addresses that no request may touch
 * @param borders addresses that no request may cross; one may begin there
 */
public record DeviceLimits(
    int maxRegisters,
    int maxBits,
    Duration connectDelay,
    Duration requestPause,
    Duration timeout,
    List<Range> forbidden,
    List<Integer> borders) {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  public DeviceLimits {
    if (maxRegisters < 1 || maxRegisters > 125) {
      throw new IllegalArgumentException("maxRegisters " + maxRegisters + " is not in 1..125");
    }
    if (maxBits < 1 || maxBits > 2000) {
      throw new IllegalArgumentException("maxBits " + maxBits + " is not in 1..2000");
    }
    for (Duration duration : List.of(connectDelay, requestPause, timeout)) {
      if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(duration + " is not in 0..60 s");
      }
    }
    if (timeout.isZero()) {
      throw new IllegalArgumentException("a timeout of 0 never gets an answer");
    }
    forbidden = List.copyOf(forbidden);
    borders = borders.stream().sorted().distinct().toList();
  }

  /** What the standard allows, with a timeout of one second. */
  public static DeviceLimits standard() {
    return new DeviceLimits(
        125, 2000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), List.of(), List.of());
  }

  /** The same device with smaller requests. */
  public DeviceLimits withMaxRegisters(int registers) {
    return new DeviceLimits(
        registers, maxBits, connectDelay, requestPause, timeout, forbidden, borders);
  }

  /** The same device with other addresses that no request may touch. */
  public DeviceLimits withForbidden(List<Range> ranges) {
    return new DeviceLimits(
        maxRegisters, maxBits, connectDelay, requestPause, timeout, ranges, borders);
  }

  /** Registers or bits in one request of a table. */
  public int maxOf(RegisterTable table) {
    return table.bits() ? maxBits : maxRegisters;
  }
}
