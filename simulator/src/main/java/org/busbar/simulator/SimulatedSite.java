package org.busbar.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.busbar.maps.RegisterMap;

/** A site model and the devices that show it. Confined to one thread once it runs. */
public final class SimulatedSite {
  private final SiteModel model;
  private final List<SimulatedDevice> devices;
  private SiteState state;

  /** Shows the state one step after the model's start: before it, nothing flows. */
  SimulatedSite(SiteModel model, List<SimulatedDevice> devices) {
    this.model = model;
    this.devices = List.copyOf(devices);
    this.state = model.next(model.first());
    devices.forEach(device -> device.show(state));
  }

  /**
   * Fills a bank with the devices of a site of the usual size (30 kW of solar, 40 kWh of battery, 8
   * kW of load, near Berlin, 50 Hz), for tests: advance it to let its values move.
   *
   * @param maps unresolved register maps by unit id, 0..255; the first two inverters share the sun
   * @throws IllegalArgumentException when a map's role is no part of a site
   */
  public static SimulatedSite usual(
      long seed, Instant start, SortedMap<Integer, RegisterMap> maps, DeviceBank into) {
    SiteParameters parameters = SiteParameters.usual();
    List<SimulatedDevice> devices = new ArrayList<>();
    int inverters = 0;
    for (Map.Entry<Integer, RegisterMap> each : new TreeMap<>(maps).entrySet()) {
      RegisterMap map = each.getValue();
      Part part =
          Part.ofRole(map.role(), inverters)
              .orElseThrow(
                  () -> new IllegalArgumentException(map.id() + " has the role " + map.role()));
      inverters += part == Part.INVERTER_1 || part == Part.INVERTER_2 ? 1 : 0;
      SimulatedDevice device = new SimulatedDevice("unit-" + each.getKey(), map, part, parameters);
      into.with(each.getKey(), device.bank());
      devices.add(device);
    }
    return new SimulatedSite(new SiteModel(parameters, seed, start), devices);
  }

  /** Steps the model to the instant and shows the state on all devices. Never steps back. */
  public void advance(Instant until) {
    state = model.advance(state, until);
    show();
  }

  /** Sets all lifetime counters to 0, as when devices are changed. */
  public void resetCounters() {
    state = state.withoutCounters();
    show();
  }

  /**
   * Changes the scale factors of all SunSpec devices; the numbers they stand for stay the same.
   *
   * @param by power of ten, -2..2; 1 shows one digit less
   */
  public void shiftScaleFactors(int by) {
    devices.forEach(device -> device.shiftScaleFactors(by));
    show();
  }

  /** What the devices show, by canonical point, in V, A, W, Wh, Hz, °C and % of the whole site. */
  public Map<String, Double> points() {
    return PartPoints.of(Part.HYBRID, state);
  }

  private void show() {
    devices.forEach(device -> device.show(state));
  }

  SiteState state() {
    return state;
  }
}
