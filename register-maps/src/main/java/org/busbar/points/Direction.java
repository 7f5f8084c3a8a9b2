package org.busbar.points;

import java.util.Locale;
import java.util.Optional;

/** What a positive number means, in the words of maps and of points.yaml. */
public enum Direction {
  /** Power from the grid to the site. */
  IMPORT(1),
  /** Power from the site to the grid. */
  EXPORT(-1),
  /** Power into the battery. */
  CHARGE(1),
  /** Power out of the battery. */
  DISCHARGE(-1),
  /** Power from the inverter towards the site. */
  OUTPUT(1),
  /** Power from the site into the inverter. */
  INPUT(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** +1 when Busbar counts this direction as positive, else −1. */
  public int sign() {
    return sign;
  }

  /** The other direction of the same quantity. */
  public Direction opposite() {
    return switch (this) {
      case IMPORT -> EXPORT;
      case EXPORT -> IMPORT;
      case CHARGE -> DISCHARGE;
      case DISCHARGE -> CHARGE;
      case OUTPUT -> INPUT;
      case INPUT -> OUTPUT;
    };
  }

  /** The word that files use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The direction that a word of a file means. */
  public static Optional<Direction> ofWord(String word) {
    for (Direction direction : values()) {
      if (direction.word().equals(word)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }
}
