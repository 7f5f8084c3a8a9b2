package org.busbar.simulator;

import java.util.Locale;
import java.util.Optional;

/** Which part of a site a device measures. */
enum Part {
  INVERTER_1,
  INVERTER_2,
  BATTERY,
  METER,
  LOAD_METER,
  HYBRID;

  /**
   * The part that a role of a map or of a configuration means.
   *
   * @param inverters how many inverters of the site came before, 0 or more
   */
  static Optional<Part> ofRole(String role, int inverters) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "inverter" -> Optional.of(inverters == 0 ? INVERTER_1 : INVERTER_2);
      case "battery" -> Optional.of(BATTERY);
      case "meter", "grid" -> Optional.of(METER);
      case "load_meter" -> Optional.of(LOAD_METER);
      case "hybrid" -> Optional.of(HYBRID);
      default -> Optional.empty();
    };
  }
}
