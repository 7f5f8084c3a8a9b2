package org.busbar.central.http;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.busbar.central.query.Connectivity;
import org.busbar.central.query.FleetSite;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in a few numbers. Powers are sums over the sites whose newest reading is not stale.
 *
 * @param sites number of sites, 0 or more
 * @param online sites that are online, 0 to {@code sites}
 * @param exceptional sites that somebody should look at, 0 to {@code sites}
 * @param solarKw kW, 0 or more; null = no site has a fresh value
 * @param loadKw kW, 0 or more; null likewise
 * @param gridKw kW, + import, − export; null likewise
 * @param batteryKw kW, + charging, − discharging; null likewise
 */
record Totals(
    int sites,
    int online,
    int exceptional,
    @Nullable Double solarKw,
    @Nullable Double loadKw,
    @Nullable Double gridKw,
    @Nullable Double batteryKw) {

  static Totals of(List<FleetSite> sites, Instant now) {
    List<FleetSite> fresh = sites.stream().filter(site -> !site.staleAt(now)).toList();
    return new Totals(
        sites.size(),
        (int) sites.stream().filter(s -> s.connectivity() == Connectivity.ONLINE).count(),
        (int) sites.stream().filter(FleetSite::exceptional).count(),
        sum(fresh, site -> site.now().solarPowerKw()),
        sum(fresh, site -> site.now().loadPowerKw()),
        sum(fresh, site -> site.now().gridPowerKw()),
        sum(fresh, site -> site.now().batteryPowerKw()));
  }

  private static @Nullable Double sum(
      List<FleetSite> sites, Function<FleetSite, @Nullable Double> value) {
    Double sum = null;
    for (FleetSite site : sites) {
      Double one = value.apply(site);
      if (one != null) {
        sum = sum == null ? one : Double.valueOf(sum + one);
      }
    }
    return sum;
  }
}
