package org.busbar.poller.poll;

import java.time.Instant;
import java.util.Map;
import org.busbar.poller.config.Role;

/**
 * Everything that one poll got from one piece of equipment.
 *
 * @param name of the equipment
 * @param role what it is at its site
 * @param capacity rated power in kW, of batteries energy in kWh; NaN if not known
 * @param dcCoupled whether it is a battery behind an inverter that is measured too
 * @param at the tick it was read for
 * @param points by canonical name, in the order of the map
 */
public record EquipmentReading(
    String name,
    Role role,
    double capacity,
    boolean dcCoupled,
    Instant at,
    Map<String, PointValue> points) {

  /** Whether the equipment has the point and its role lets it count. */
  boolean has(String point) {
    PointValue value = points.get(point);
    return value != null && value.implemented() && counts(point);
  }

  private boolean counts(String point) {
    String group = point.substring(0, point.indexOf('.'));
    return switch (role) {
      case HYBRID -> true;
      case INVERTER -> !group.equals("battery");
      case BATTERY_INVERTER -> group.equals("inverter") || group.equals("battery");
      case BATTERY -> group.equals("battery");
      case METER -> group.equals("grid");
      case LOAD_METER -> group.equals("load") || group.equals("grid");
      case OTHER -> false;
    };
  }

  /** Whether its DC side is solar. */
  boolean feedsSolar() {
    return role == Role.INVERTER || (role == Role.HYBRID && has("solar.power"));
  }
}
