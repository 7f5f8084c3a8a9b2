package org.busbar.poller.poll;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.busbar.maps.Quality;
import org.busbar.poller.modbus.ModbusConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one connection: polls the devices behind it, one after the other. */
final class ConnectionWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWorker.class);

  private final ModbusConnection connection;
  private final List<DevicePoller> pollers;
  private final LongSupplier nanoTime;
  private final BackOff backOff;
  private final BlockingQueue<Round> rounds = new ArrayBlockingQueue<>(1);

  ConnectionWorker(
      ModbusConnection connection,
      List<DevicePoller> pollers,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.connection = connection;
    this.pollers = List.copyOf(pollers);
    this.nanoTime = nanoTime;
    this.backOff = new BackOff(random);
  }

  /** Hands over a round; false if the one before is still waiting. */
  boolean offer(Round round) {
    return rounds.offer(round);
  }

  @Override
  public void run() {
    try (connection) {
      while (true) {
        Round round = rounds.take();
        poll(round);
        round.done();
      }
    } catch (InterruptedException e) {
      // The poller is closing.
      Thread.currentThread().interrupt();
    }
  }

  void poll(Round round) {
    boolean reachable = backOff.allows(nanoTime.getAsLong());
    for (DevicePoller poller : pollers) {
      if (!reachable || nanoTime.getAsLong() - round.deadline() >= 0) {
        round.deliver(poller.absent(round.at(), Quality.BAD_COMM));
        continue;
      }
      round.deliver(poll(poller, round));
      if (poller.unreachable()) {
        backOff.failed(nanoTime.getAsLong());
        reachable = false;
      } else {
        backOff.succeeded();
      }
    }
  }

  private static EquipmentReading poll(DevicePoller poller, Round round) {
    try {
      return poller.poll(round.at(), round.deadline(), round.everything());
    } catch (RuntimeException e) {
      // A bug with one device must not silence the others behind this connection.
      LOG.error("{}: polling failed unexpectedly", poller.device().name(), e);
      return poller.absent(round.at(), Quality.BAD_PROTOCOL);
    }
  }
}
