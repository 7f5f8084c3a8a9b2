package org.busbar.central.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Curves of one site for a chart, in columns as charts take them.
 *
 * @param siteId id of the site
 * @param timezone IANA name of the site's zone, for the time axis
 * @param bucketSeconds s: width over which each value is a mean
 * @param time s since 1970; ascending
 * @param solarPowerKw kW, 0 or more; null = not measured, or a gap
 * @param gridPowerKw kW, + import, − export; null likewise
 * @param loadPowerKw kW, 0 or more; null likewise
 * @param batteryPowerKw kW, + charging, − discharging; null likewise
 * @param chargeLevel %, 0 to 100; null likewise
 */
public record Series(
    long siteId,
    String timezone,
    int bucketSeconds,
    List<Long> time,
    List<@Nullable Double> solarPowerKw,
    List<@Nullable Double> gridPowerKw,
    List<@Nullable Double> loadPowerKw,
    List<@Nullable Double> batteryPowerKw,
    List<@Nullable Double> chargeLevel) {

  private static final int GAP_FACTOR = 3;

  /**
   * One bucket with data.
   *
   * @param start start of the bucket
   * @param solar kW
   * @param grid kW
   * @param load kW
   * @param battery kW
   * @param charge %
   */
  record Bucket(
      Instant start,
      @Nullable Double solar,
      @Nullable Double grid,
      @Nullable Double load,
      @Nullable Double battery,
      @Nullable Double charge) {}

  /**
   * Puts an empty moment into every gap, so that no line bridges it. A gap is longer than three
   * times the usual distance of the buckets that have data.
   */
  static Series of(Fleet.SiteName site, int bucketSeconds, List<Bucket> buckets) {
    Series series =
        new Series(
            site.siteId(),
            site.timezone(),
            bucketSeconds,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    long gap = GAP_FACTOR * usualDistance(bucketSeconds, buckets);
    long previous = Long.MAX_VALUE;
    for (Bucket bucket : buckets) {
      long start = bucket.start().getEpochSecond();
      if (previous < start - gap) {
        series.add(
            previous + bucketSeconds, new Bucket(bucket.start(), null, null, null, null, null));
      }
      series.add(start, bucket);
      previous = start;
    }
    return series;
  }

  private static long usualDistance(int bucketSeconds, List<Bucket> buckets) {
    List<Long> distances = new ArrayList<>();
    for (int i = 1; i < buckets.size(); i++) {
      distances.add(
          buckets.get(i).start().getEpochSecond() - buckets.get(i - 1).start().getEpochSecond());
    }
    distances.sort(null);
    return distances.isEmpty()
        ? bucketSeconds
        : Math.max(bucketSeconds, distances.get(distances.size() / 2));
  }

  private void add(long second, Bucket bucket) {
    time.add(second);
    solarPowerKw.add(bucket.solar());
    gridPowerKw.add(bucket.grid());
    loadPowerKw.add(bucket.load());
    batteryPowerKw.add(bucket.battery());
    chargeLevel.add(bucket.charge());
  }
}
