package org.busbar.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.busbar.maps.MapValue;

/** Finds among a device's own symbols the one that says what the site does. */
final class StateWords {
  /** Power below which a battery or an inverter rests, in kW. */
  private static final double REST_KW = 0.01;

  private StateWords() {}

  /** The symbol for the state, or empty when the map has none that fits. */
  static Optional<String> of(MapValue value, SiteState state) {
    String point = value.feeds().orElse("");
    return switch (point) {
      case "battery.state" -> first(value, battery(state.battery().powerKw()));
      case "inverter.state" -> first(value, inverter(state.solarKw()));
      default -> Optional.empty();
    };
  }

  private static List<String> battery(double powerKw) {
    if (Math.abs(powerKw) < REST_KW) {
      return List.of("HOLDING", "STANDBY", "IDLE", "OFF");
    }
    return powerKw > 0 ? List.of("CHARGING", "CHARGE") : List.of("DISCHARGING", "DISCHARGE");
  }

  private static List<String> inverter(double powerKw) {
    return powerKw > REST_KW
        ? List.of("MPPT", "RUNNING", "NORMAL", "ON")
        : List.of("SLEEPING", "STANDBY", "OFF", "NORMAL");
  }

  private static Optional<String> first(MapValue value, List<String> words) {
    return words.stream()
        .flatMap(
            word ->
                value.symbols().values().stream()
                    .filter(symbol -> symbol.toUpperCase(Locale.ROOT).equals(word)))
        .findFirst();
  }
}
