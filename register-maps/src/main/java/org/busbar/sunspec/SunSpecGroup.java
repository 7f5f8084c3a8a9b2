package org.busbar.sunspec;

import java.util.List;
import java.util.Optional;

/**
 * A group of points that repeats at the end of a model.
 *
 * @param name as the model calls it
 * @param offset registers from the model's id to the first instance
 * @param size registers of one instance, at least 1
 * @param countPoint the model's point that says how many there are; empty: as many as fit
 * @param points the points of one instance
 */
public record SunSpecGroup(
    String name, int offset, int size, String countPoint, List<SunSpecPoint> points) {

  public SunSpecGroup {
    points = List.copyOf(points);
    if (offset < 2 || size < 1) {
      throw new IllegalArgumentException(name + " at " + offset + "+" + size);
    }
  }

  /** The point of a name. */
  public Optional<SunSpecPoint> point(String pointName) {
    return points.stream().filter(p -> p.name().equals(pointName)).findFirst();
  }

  /** Whole instances that a model of a length has room for (R27: the length wins). */
  public int fitting(int modelLength) {
    return Math.max(0, (modelLength + 2 - offset) / size);
  }
}
