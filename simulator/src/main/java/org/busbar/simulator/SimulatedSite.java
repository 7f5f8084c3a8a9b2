package org.busbar.simulator;

import java.time.Instant;
import java.util.List;

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

  /** Steps the model to the instant and shows the state on all devices. Never steps back. */
  public void advance(Instant until) {
    state = model.advance(state, until);
    devices.forEach(device -> device.show(state));
  }

  SiteState state() {
    return state;
  }
}
