package org.busbar.poller.poll;

import java.util.concurrent.locks.LockSupport;
import org.busbar.maps.Quality;
import org.busbar.poller.modbus.LinkOptions;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.poller.modbus.ReadOutcome;
import org.busbar.poller.modbus.ReadRequest;

/** Asks one unit, patiently where patience helps. One thread. */
final class UnitLine {
  private static final int BUSY_RETRIES = 3;
  private static final long BUSY_PAUSE_NANOS = 100_000_000;

  private final ModbusConnection connection;
  private final LinkOptions options;

  UnitLine(ModbusConnection connection, LinkOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /** A busy unit is asked up to three times more, a broken exchange is tried once more. */
  ReadOutcome ask(ReadRequest request) {
    ReadOutcome outcome = connection.read(request, options);
    for (int retry = 0; retry < BUSY_RETRIES && busy(outcome); retry++) {
      LockSupport.parkNanos(BUSY_PAUSE_NANOS << retry);
      outcome = connection.read(request, options);
    }
    return outcome.worthRetry() && !busy(outcome) ? connection.read(request, options) : outcome;
  }

  private static boolean busy(ReadOutcome outcome) {
    return outcome instanceof ReadOutcome.DeviceException && outcome.worthRetry();
  }

  /** The quality of the values behind a request, by its outcome. */
  static Quality qualityOf(ReadOutcome outcome) {
    if (outcome instanceof ReadOutcome.Words) {
      return Quality.GOOD;
    }
    if (outcome instanceof ReadOutcome.Malformed) {
      return Quality.BAD_PROTOCOL;
    }
    if (outcome instanceof ReadOutcome.DeviceException exception) {
      return switch (exception.code()) {
        case 1 -> Quality.BAD_UNSUPPORTED;
        case 2, 3 -> Quality.BAD_ADDRESS;
        case 4, 5, 6, 7, 8 -> Quality.BAD_DEVICE;
        case 0x0A -> Quality.BAD_GATEWAY;
        case 0x0B -> Quality.BAD_COMM;
        default -> Quality.BAD_PROTOCOL;
      };
    }
    return Quality.BAD_COMM;
  }
}
