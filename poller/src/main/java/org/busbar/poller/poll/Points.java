package org.busbar.poller.poll;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.busbar.maps.MapValue;
import org.busbar.maps.Quality;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.Sample;
import org.busbar.poller.config.DeviceConfig;

/** From the samples of a map to the points of a piece of equipment. */
final class Points {
  private Points() {}

  static EquipmentReading reading(DeviceConfig device, Instant at, List<Sample> samples) {
    Map<String, PointValue> points = new LinkedHashMap<>();
    for (Sample sample : samples) {
      String point = sample.value().point();
      if (point != null && sample.quality() != Quality.NOT_READ) {
        points.merge(point, value(sample), (one, two) -> one.good() ? one : two);
      }
    }
    return new EquipmentReading(
        device.name(), device.role(), device.capacity(), device.dcCoupled(), at, points);
  }

  static List<Sample> missing(RegisterMap map, Quality why) {
    return map.values().stream().map(v -> new Sample(v, Double.NaN, null, why)).toList();
  }

  private static PointValue value(Sample sample) {
    return new PointValue(
        sample.number(), sample.text(), sample.quality(), modulus(sample.value()));
  }

  private static double modulus(MapValue value) {
    boolean wraps =
        value.scaleFactor() == null
            && value.combination() == null
            && value.bits() == null
            && !value.type().isFloat()
            && (value.type().bits() == 16 || value.type().bits() == 32);
    return wraps ? Math.scalb(Math.abs(value.scale()), value.type().bits()) : 0;
  }
}
