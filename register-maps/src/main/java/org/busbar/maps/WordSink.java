package org.busbar.maps;

/** Where encoded words go. */
@FunctionalInterface
public interface WordSink {
  /**
   * Stores one word.
   *
   * @param table where
   * @param address 0 to 65535
   * @param word 0 to 65535; 0 or 1 in tables of bits
   */
  void set(RegisterTable table, int address, int word);
}
