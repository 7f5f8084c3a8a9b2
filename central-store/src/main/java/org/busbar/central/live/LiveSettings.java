package org.busbar.central.live;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How the live feed behaves.
 *
 * @param collect time during which changes of a site are collected into one event; &gt; 0
 * @param alertPoll how often alerts are compared; &gt; 0
 * @param heartbeat longest silence on a connection; &gt; 0
 * @param recheck oldest knowledge of whether a session is still valid, at most 60 s
 * @param stallAfter longest time one event may take to be sent; &gt; 0
 * @param queueLimit different events that may wait for one browser; at least 1
 * @param subscriberLimit browsers at once on this node; at least 1
 * @param nanoTime monotonic ns
 */
public record LiveSettings(
    Duration collect,
    Duration alertPoll,
    Duration heartbeat,
    Duration recheck,
    Duration stallAfter,
    int queueLimit,
    int subscriberLimit,
    LongSupplier nanoTime) {

  public LiveSettings {
    if (recheck.compareTo(Duration.ofSeconds(60)) > 0) {
      throw new IllegalArgumentException("recheck must be at most 60 s, is " + recheck);
    }
    if (queueLimit < 1 || subscriberLimit < 1) {
      throw new IllegalArgumentException("queueLimit and subscriberLimit must be at least 1");
    }
  }

  /** Half a second to collect, a heartbeat every 15 s, sessions asked again every 20 s. */
  public static LiveSettings standard() {
    return new LiveSettings(
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        5_000,
        500,
        System::nanoTime);
  }
}
