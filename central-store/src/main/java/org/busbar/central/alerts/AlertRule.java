package org.busbar.central.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.busbar.central.alerts.AlertMachine.Delays;
import org.busbar.points.Measure;
import org.jspecify.annotations.Nullable;

/**
 * One threshold rule.
 *
 * @param code its name in alerts.code
 * @param severity info, warning, error or critical
 * @param category battery, grid, solar, inverter, system or maintenance
 * @param below violated below the threshold; else above it; strict both ways
 * @param threshold50 default in 50 Hz grids, in the measure's unit
 * @param threshold60 default in 60 Hz grids and where the grid is not known, in the measure's unit
 * @param clearMargin distance from the threshold to the clear threshold, in the measure's unit, 0
 *     or more
 * @param siteThreshold key in sites.config.alertThresholds; null = a site has none of its own
 * @param why why it matters
 * @param action what to do
 */
public record AlertRule(
    String code,
    String title,
    String severity,
    String category,
    Measure measure,
    boolean below,
    double threshold50,
    double threshold60,
    double clearMargin,
    @Nullable String siteThreshold,
    Delays delays,
    String why,
    String action) {

  /** Below this nominal frequency, in Hz, a site is in a 50 Hz grid. */
  private static final double BETWEEN_GRIDS_HZ = 55;

  /**
   * The threshold in force at a site, in the measure's unit.
   *
   * @param config sites.config; a threshold there that is no number does not count
   */
  double threshold(JsonNode config) {
    JsonNode own = ownThreshold(config);
    if (own.isNumber()) {
      return own.asDouble();
    }
    JsonNode nominal = config.path("gridNominalHz");
    return nominal.isNumber() && nominal.asDouble() < BETWEEN_GRIDS_HZ ? threshold50 : threshold60;
  }

  /** Whether the site gives a threshold that is no number, so that the default holds instead. */
  boolean unreadableThreshold(JsonNode config) {
    JsonNode own = ownThreshold(config);
    return !own.isMissingNode() && !own.isNull() && !own.isNumber();
  }

  private JsonNode ownThreshold(JsonNode config) {
    return config.path("alertThresholds").path(siteThreshold == null ? "" : siteThreshold);
  }

  /** Judges a value against the threshold in force, both in the measure's unit. */
  Judgement judge(@Nullable Double value, double threshold) {
    if (value == null || value.isNaN()) {
      return Judgement.NO_DATA;
    }
    double excess = below ? exactly(threshold, value) : exactly(value, threshold);
    if (excess > 0) {
      return Judgement.BREACH;
    }
    return -excess >= clearMargin ? Judgement.CLEAR : Judgement.HOLD;
  }

  /** The difference as decimals have it: 59.6 - 59.5 is 0.1. */
  private static double exactly(double minuend, double subtrahend) {
    return BigDecimal.valueOf(minuend).subtract(BigDecimal.valueOf(subtrahend)).doubleValue();
  }

  /** Such as {@code Battery Charge Low: 19.5 (threshold: 20)}. */
  String message(double value, double threshold) {
    return "%s: %s (threshold: %s)".formatted(title, plain(value), plain(threshold));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
