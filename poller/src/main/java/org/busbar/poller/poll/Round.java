package org.busbar.poller.poll;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One tick, handed to every connection, and what came of it in time. Thread-safe. */
final class Round {
  private final Instant at;
  private final long deadline;
  private final boolean everything;
  private final CountDownLatch open;
  private final Map<String, EquipmentReading> readings = new ConcurrentHashMap<>();

  /**
   * A round.
   *
   * @param deadline on the monotonic clock, ns
   * @param everything whether all groups of values are due
   * @param connections how many will call {@link #done}
   */
  Round(Instant at, long deadline, boolean everything, int connections) {
    this.at = at;
    this.deadline = deadline;
    this.everything = everything;
    this.open = new CountDownLatch(connections);
  }

  Instant at() {
    return at;
  }

  long deadline() {
    return deadline;
  }

  boolean everything() {
    return everything;
  }

  void deliver(EquipmentReading reading) {
    readings.put(reading.name(), reading);
  }

  void done() {
    open.countDown();
  }

  /** Waits until all are done or the deadline has come. */
  void await(long nowNanos) throws InterruptedException {
    boolean all = open.await(Math.max(0, deadline - nowNanos), TimeUnit.NANOSECONDS);
    // Either way what arrived counts; what is late is not there.
    assert all || open.getCount() > 0;
  }

  Optional<EquipmentReading> of(String equipment) {
    return Optional.ofNullable(readings.get(equipment));
  }
}
