package org.busbar.central.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.busbar.central.query.HourlyCharge;

/** The charge level of 24 hours as a small curve; a missing hour breaks the line. */
final class Sparkline {
  private static final double WIDTH = 96;
  private static final double HEIGHT = 24;
  private static final double MARGIN = 2;
  private static final int HOURS = 24;

  private Sparkline() {}

  /** The curve over the 24 hours that end at {@code now}; hours in ascending order. */
  static Html of(List<HourlyCharge> hours, Instant now) {
    List<List<String>> lines = lines(hours, now);
    if (lines.isEmpty()) {
      return new Html("<span class=\"none\">no data</span>");
    }
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"spark\" viewBox=\"0 0 96 24\" role=\"img\" aria-label=\"%s\">"
                .formatted(label(hours)));
    for (List<String> line : lines) {
      if (line.size() == 1) {
        String[] at = line.get(0).split(",", 2);
        svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"1.2\"/>".formatted(at[0], at[1]));
      } else {
        svg.append("<polyline points=\"%s\"/>".formatted(String.join(" ", line)));
      }
    }
    return new Html(svg.append("</svg>").toString());
  }

  private static List<List<String>> lines(List<HourlyCharge> hours, Instant now) {
    List<List<String>> lines = new ArrayList<>();
    Instant previous = Instant.EPOCH;
    for (HourlyCharge hour : hours) {
      Double level = hour.chargeLevel();
      if (level == null) {
        continue;
      }
      if (Duration.between(previous, hour.hour()).compareTo(Duration.ofHours(1)) > 0) {
        lines.add(new ArrayList<>());
      }
      lines.get(lines.size() - 1).add(point(hour.hour(), level, now));
      previous = hour.hour();
    }
    return lines;
  }

  private static String point(Instant hour, double level, Instant now) {
    double ago = Duration.between(hour, now).toSeconds() / 3_600.0;
    double x = Math.max(0, Math.min(1, 1 - ago / HOURS)) * (WIDTH - 2 * MARGIN) + MARGIN;
    double y = (1 - level / 100) * (HEIGHT - 2 * MARGIN) + MARGIN;
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static String label(List<HourlyCharge> hours) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (HourlyCharge hour : hours) {
      if (hour.chargeLevel() != null) {
        low = Math.min(low, hour.chargeLevel());
        high = Math.max(high, hour.chargeLevel());
      }
    }
    return "Charge level over 24 hours: %s to %s"
        .formatted(Figures.percent(low), Figures.percent(high));
  }
}
