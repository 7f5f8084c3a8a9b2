package org.busbar.sunspec;

import java.util.List;
import org.busbar.maps.WordSink;

/**
 * Lays out a chain as a device serves it, with every point at "not implemented": for simulators.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class SunSpecLayout {
  private SunSpecLayout() {}

  /**
   * A model to lay out.
   *
   * @param model id of a known model
   * @param instances of its repeating group, 0 to 100
   */
  public record Part(int model, int instances) {}

  /** Writes marker, models and end, and gives the chain that a walk of them finds. */
  public static SunSpecChain lay(int base, List<Part> parts, WordSink sink) {
    throw new UnsupportedOperationException();
  }
}
