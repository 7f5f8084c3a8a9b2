package org.busbar.maps;

/** Order of the registers of a value that takes several. */
public enum WordOrder {
  /** Most significant first. */
  BIG,
  /** Least significant first. */
  LITTLE
}
