package org.busbar.central.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them, always with a unit; assets/js/format.js writes the same. */
final class Figures {
  static final String MISSING = "–";
  private static final String SPACE = "\u00a0";
  private static final double IDLE_KW = 0.05;

  private Figures() {}

  /** Power without its direction, which a word says; kW in, {@code 2.5 kW} out. */
  static String power(@Nullable Double kw) {
    return kw == null ? MISSING : number(Math.abs(kw)) + SPACE + "kW";
  }

  /** kWh in; MWh from 10,000 kWh on. */
  static String energy(@Nullable Double kwh) {
    if (kwh == null) {
      return MISSING;
    }
    boolean large = Math.abs(kwh) >= 10_000;
    return number(large ? kwh / 1_000 : kwh) + SPACE + (large ? "MWh" : "kWh");
  }

  static String percent(@Nullable Double percent) {
    return percent == null ? MISSING : number(percent) + SPACE + "%";
  }

  /** What a battery does at this power (kW, + charging). */
  static String batteryWord(@Nullable Double kw) {
    return word(kw, "charging", "discharging");
  }

  /** What the grid connection does at this power (kW, + import). */
  static String gridWord(@Nullable Double kw) {
    return word(kw, "import", "export");
  }

  private static String word(@Nullable Double kw, String positive, String negative) {
    if (kw == null) {
      return "not measured";
    }
    if (Math.abs(kw) < IDLE_KW) {
      return "idle";
    }
    return kw > 0 ? positive : negative;
  }

  /** How long ago, in one unit: {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}. */
  static String age(@Nullable Instant then, Instant now) {
    if (then == null) {
      return "never";
    }
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 60) {
      return seconds + SPACE + "s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + SPACE + "min";
    }
    return seconds < 2 * 86_400 ? seconds / 3_600 + SPACE + "h" : seconds / 86_400 + SPACE + "d";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 1_000 ? "%.1f" : "%.0f", value);
    return text.equals("-0.0") ? "0.0" : text;
  }
}
