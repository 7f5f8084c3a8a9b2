package org.busbar.poller.outbox;

import java.util.List;
import java.util.Map;

/**
 * What one tick of the poller leaves behind, taken as a whole or not at all.
 *
 * @param items the site reading first, then its equipment; at least one
 * @param baselines the energy meters' memory after this reading, by key; JSON
 * @param bootId 32 hex digits of this start of the machine
 * @param clock SYNCED, UNSYNCED or STEPPED
 */
public record Take(List<Item> items, Map<String, String> baselines, String bootId, String clock) {

  public Take {
    items = List.copyOf(items);
    baselines = Map.copyOf(baselines);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("nothing to take");
    }
    if (!bootId.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("boot id is not 32 hex digits: " + bootId);
    }
    if (!clock.matches("SYNCED|UNSYNCED|STEPPED")) {
      throw new IllegalArgumentException("unknown clock state " + clock);
    }
  }
}
