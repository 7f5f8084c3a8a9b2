package org.busbar.maps;

/** Order of the two bytes inside a register; the wire itself is big-endian. */
public enum ByteOrder {
  /** Most significant first. */
  BIG,
  /** Least significant first. */
  LITTLE
}
