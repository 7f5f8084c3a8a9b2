package org.busbar.sunspec;

import java.util.List;
import java.util.Optional;

/**
 * A model as its definition describes it.
 *
 * @param id 1 to 65534
 * @param name as the definition calls it
 * @param title one line for people
 * @param size registers of id, length and its own points, without groups; at least 2
 * @param points its own points
 * @param groups its repeating groups
 */
public record SunSpecModel(
    int id,
    String name,
    String title,
    int size,
    List<SunSpecPoint> points,
    List<SunSpecGroup> groups) {

  public SunSpecModel {
    points = List.copyOf(points);
    groups = List.copyOf(groups);
    if (id < 1 || id > 65534 || size < 2) {
      throw new IllegalArgumentException("model " + id + " of " + size + " registers");
    }
  }

  /** The own point of a name. */
  public Optional<SunSpecPoint> point(String pointName) {
    return points.stream().filter(p -> p.name().equals(pointName)).findFirst();
  }

  /** The group of a name. */
  public Optional<SunSpecGroup> group(String groupName) {
    return groups.stream().filter(g -> g.name().equals(groupName)).findFirst();
  }
}
