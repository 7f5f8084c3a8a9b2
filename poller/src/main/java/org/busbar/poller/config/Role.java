package org.busbar.poller.config;

import java.util.Locale;
import java.util.Optional;

/** What a device is at its site; decides which measures its points feed. */
public enum Role {
  /** An inverter of solar modules. */
  INVERTER,
  /** A battery, or a storage system with a power connection of its own. */
  BATTERY,
  /** The meter at the grid connection. */
  METER,
  /** A meter of the site's consumption. */
  LOAD_METER,
  /** Solar inverter with a battery behind it, and often the meter: all its points count. */
  HYBRID,
  /** An inverter of a battery only: its DC side is not solar. */
  BATTERY_INVERTER,
  /** Only its details are kept. */
  OTHER;

  /** The word in site and map files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> ofWord(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
