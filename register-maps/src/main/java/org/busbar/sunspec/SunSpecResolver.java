package org.busbar.sunspec;

import org.busbar.maps.RegisterMap;

/** Gives the SunSpec values of a map the addresses that one device's chain has them at. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class SunSpecResolver {
  private SunSpecResolver() {}

  /** The map with absolute addresses; values whose model or point is absent have none. */
  public static RegisterMap resolve(RegisterMap map, SunSpecChain chain) {
    throw new UnsupportedOperationException();
  }
}
