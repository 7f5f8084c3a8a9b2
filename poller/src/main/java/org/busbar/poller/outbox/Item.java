package org.busbar.poller.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing to deliver, as JSON without its sequence.
 *
 * @param kind whether it belongs to the readings or the equipment of a batch
 * @param at when the devices were asked
 * @param payload one JSON object: {@code {"v":{measure:number},"meta":{…}}} of a reading, {@code
 *     {"name":…,"values":{…},"bad":{…}}} of a piece of equipment
 */
public record Item(Kind kind, Instant at, String payload) {

  /** Where in a batch an item stands. */
  public enum Kind {
    READING,
    EQUIPMENT
  }

  public Item {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(at);
    if (!payload.startsWith("{")) {
      throw new IllegalArgumentException("payload is not a JSON object: " + payload);
    }
  }
}
