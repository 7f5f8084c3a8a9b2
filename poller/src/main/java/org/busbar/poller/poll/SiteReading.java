package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.busbar.points.Measure;

/**
 * The site at one tick.
 *
 * @param at aligned to the interval
 * @param values in the unit of each measure; a measure that is not there was not measured
 * @param notes how good they are and where they come from
 */
public record SiteReading(Instant at, Map<Measure, Double> values, Notes notes) {

  /**
   * What metadata says about a reading.
   *
   * @param dataQuality good, degraded or poor
   * @param missingSensors points that should have fed a measure and did not
   * @param reasons why, by equipment/point
   * @param derived measures computed from others
   * @param estimated energies integrated from power, for want of a counter
   * @param gaps energies of more than their interval, and the time they span
   * @param energyReasons energies that are not there, and why
   */
  public record Notes(
      String dataQuality,
      List<String> missingSensors,
      Map<String, String> reasons,
      List<String> derived,
      List<String> estimated,
      Map<String, Duration> gaps,
      Map<String, String> energyReasons) {}

  public SiteReading {
    EnumMap<Measure, Double> own = new EnumMap<>(Measure.class);
    own.putAll(values);
    values = own;
    values.forEach(
        (measure, value) -> {
          if (!(value >= measure.min() && value <= measure.max())) {
            throw new IllegalArgumentException(measure + " = " + value);
          }
        });
  }
}
