package org.busbar.maps;

import java.util.List;

/**
 * The requests of one poll.
 *
 * @param blocks in the order in which they are sent
 * @param unreadable values that no allowed request can hold
 */
public record ReadPlan(List<ReadBlock> blocks, List<MapValue> unreadable) {
  public ReadPlan {
    blocks = List.copyOf(blocks);
    unreadable = List.copyOf(unreadable);
  }

  public ReadPlan(List<ReadBlock> blocks) {
    this(blocks, List.of());
  }
}
