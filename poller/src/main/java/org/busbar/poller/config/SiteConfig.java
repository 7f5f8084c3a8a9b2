package org.busbar.poller.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.busbar.poller.outbox.OutboxLimits;

/**
 * A site file, checked.
 *
 * @param name of the site
 * @param timezone of the site; readings themselves carry UTC
 * @param interval between readings, 100 ms to 15 min, divides 15 min
 * @param detailInterval between per-equipment details, a multiple of the interval
 * @param solarCapacityKw installed solar capacity, kW, more than 0; NaN if not known
 * @param centralUrl base address of the centre
 * @param centralKey where the site key is
 * @param outboxPath file of the outbox
 * @param outboxLimits how much it may hold
 * @param devices in the order of the file; at least one
 */
public record SiteConfig(
    String name,
    ZoneId timezone,
    Duration interval,
    Duration detailInterval,
    double solarCapacityKw,
    URI centralUrl,
    Secret centralKey,
    Path outboxPath,
    OutboxLimits outboxLimits,
    List<DeviceConfig> devices) {

  public SiteConfig {
    devices = List.copyOf(devices);
    if (interval.toMillis() < 100 || devices.isEmpty()) {
      throw new IllegalArgumentException(
          "interval " + interval + ", " + devices.size() + " devices");
    }
  }
}
