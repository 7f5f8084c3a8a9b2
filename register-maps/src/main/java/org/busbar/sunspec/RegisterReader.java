package org.busbar.sunspec;

import org.busbar.maps.RegisterTable;

/** Reads registers of one unit. */
@FunctionalInterface
public interface RegisterReader {
  /**
   * One request.
   *
   * @param table where
   * @param address first address, 0 to 65535
   * @param count registers, 1 to 125
   * @return exactly count words
   * @throws ReadFailed when the device refused or did not answer
   */
  int[] read(RegisterTable table, int address, int count) throws ReadFailed;
}
