package org.busbar.sunspec;

import java.util.List;
import org.busbar.maps.SunSpecAddressing;

/**
 * The models of a device, as its own registers list them.
 *
 * @param base address of the marker "SunS", 0 to 65534; −1 when no marker was found
 * @param models in the order of the device
 * @param problems what was odd on the way, in words
 */
public record SunSpecChain(int base, List<Entry> models, List<String> problems) {

  /**
   * One model of the chain.
   *
   * @param model id, 1 to 65534
   * @param address of the id, 0 to 65535
   * @param length registers after id and length, 0 to 65535
   * @param device logical device it belongs to, from 1; each further model 1 begins one
   */
  public record Entry(int model, int address, int length, int device) {}

  public SunSpecChain {
    models = List.copyOf(models);
    problems = List.copyOf(problems);
  }

  /** Whether a marker was found. */
  public boolean found() {
    return base >= 0;
  }

  /**
   * Walks the chain of a device; never more than 200 models, never past address 65535. A base that
   * refuses does not stop the search at the others.
   *
   * @throws ReadFailed when no base answered at all, so that nothing is known about the device, or
   *     when the device fell silent in the middle of the chain
   */
  public static SunSpecChain walk(RegisterReader reader, SunSpecAddressing addressing)
      throws ReadFailed {
    return new ChainWalk(reader).walk(addressing);
  }

  /** Walks from the three bases of the specification. */
  public static SunSpecChain walk(RegisterReader reader) throws ReadFailed {
    return walk(reader, SunSpecAddressing.standard());
  }
}
