package org.busbar.maps;

import java.util.Collection;

/** Plans the fewest requests that read some values. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class ReadPlanner {
  private ReadPlanner() {}

  /** The fewest requests that read the readable ones of these values within the limits. */
  public static ReadPlan plan(Collection<MapValue> values, DeviceLimits limits) {
    throw new UnsupportedOperationException();
  }
}
