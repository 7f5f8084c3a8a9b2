package org.busbar.poller.config;

import org.busbar.maps.RegisterMap;
import org.busbar.poller.modbus.LinkOptions;

/**
 * One device of a site.
 *
 * @param name of the equipment in the centre, unique at the site
 * @param map how it is read
 * @param host name or address
 * @param port 1..65535
 * @param unitId 0..255
 * @param role what it is at this site
 * @param capacity rated power in kW, of batteries energy in kWh; NaN if not known
 * @param dcCoupled whether it is a battery behind an inverter that is measured too
 * @param options how it wants to be talked to
 */
public record DeviceConfig(
    String name,
    RegisterMap map,
    String host,
    int port,
    int unitId,
    Role role,
    double capacity,
    boolean dcCoupled,
    LinkOptions options) {

  public DeviceConfig {
    if (port < 1 || port > 65_535 || unitId < 0 || unitId > 255) {
      throw new IllegalArgumentException(name + ": port " + port + ", unit id " + unitId);
    }
    if (capacity <= 0) {
      throw new IllegalArgumentException(name + ": capacity " + capacity);
    }
  }

  /** Devices with the same link share one connection. */
  public String link() {
    return host + ":" + port;
  }
}
