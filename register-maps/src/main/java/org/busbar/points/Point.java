package org.busbar.points;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canonical quantity of a piece of equipment, one line of points.yaml.
 *
 * @param name role.quantity
 * @param role battery, inverter, solar, grid, load or device
 * @param quantity what is measured
 * @param unit V, A, W, Wh, Hz, °C, % or empty
 * @param kind what sort of quantity
 * @param min least plausible value, in the unit; 0 for text
 * @param max greatest plausible value, in the unit; 0 for text
 * @param description one line for people
 * @param positive what a positive number means; null where a number cannot be negative
 */
public record Point(
    String name,
    String role,
    String quantity,
    String unit,
    PointKind kind,
    double min,
    double max,
    String description,
    @Nullable Direction positive) {

  public Point {
    if (!name.equals(role + "." + quantity)) {
      throw new IllegalArgumentException(name + " is not " + role + "." + quantity);
    }
    if (!(min <= max)) {
      throw new IllegalArgumentException(name + ": min " + min + " is above max " + max);
    }
    if (positive != null && positive.sign() != 1) {
      throw new IllegalArgumentException(name + ": " + positive.word() + " is negative in Busbar");
    }
  }

  /** The direction that counts as positive, for points that can be negative. */
  public Optional<Direction> direction() {
    return Optional.ofNullable(positive);
  }
}
