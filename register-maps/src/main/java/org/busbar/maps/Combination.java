package org.busbar.maps;

import java.util.List;

/**
 * How a value is made of other values instead of registers.
 *
 * @param kind how
 * @param terms of what, at least one
 */
public record Combination(Kind kind, List<Term> terms) {
  /** How several values become one. */
  public enum Kind {
    /** All of them added; missing when one is, unless that one is optional. */
    SUM,
    /** The sum by the number of terms that are there. */
    MEAN,
    /** The first that the device has. */
    FIRST
  }

  public Combination {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a combination without terms");
    }
  }
}
