package org.busbar.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A site whose power balances, stepped in fixed steps. Pure: the next state follows from the last
 * one, the parameters and the seed alone.
 *
 * @param parameters the site
 * @param weather sun, clouds, load and grid of the place
 * @param start when the scenario begins
 */
record SiteModel(SiteParameters parameters, Weather weather, Instant start) {
  /** Loss of each direction of the battery. */
  private static final double BATTERY_EFFICIENCY = 0.97;

  /** Forced discharge stops here, in %. */
  private static final double EMPTY = 2;

  private static final double HEALTH = 98.5;

  /** Internal resistance as the share of voltage lost at the largest power. */
  private static final double SAG = 0.015;

  private static final double INDOOR = 22;
  private static final double BATTERY_INERTIA_SECONDS = 5_400;
  private static final double INVERTER_INERTIA_SECONDS = 900;
  private static final int COUNTERS = 50;

  SiteModel(SiteParameters parameters, long seed, Instant start) {
    this(parameters, new Weather(parameters, new Noise(seed)), start);
  }

  /** The state at the start: nothing has flowed yet. */
  SiteState first() {
    double air = weather.air(start);
    double solar =
        1_000 * parameters.solarKw() * (900 + 100 * weather.noise().lattice(COUNTERS, 0));
    double load = 8_760_000 * parameters.loadKw();
    SiteState.Inverter inverter = new SiteState.Inverter(0, 0, air, solar / 2, solar / 2 / 0.97);
    double charge = parameters.scenario().initialCharge();
    return new SiteState(
        start,
        battery(0, charge, INDOOR),
        inverter,
        inverter,
        new SiteState.Grid(weather.gridVolts(start), weather.gridHertz(start), 0),
        0,
        new SiteState.Energy(solar, load * 0.6, solar * 0.4, load * 0.15, load * 0.14, load));
  }

  /** The state one step later. */
  SiteState next(SiteState last) {
    Instant at = last.at().plus(parameters.step());
    Duration since = Duration.between(start, last.at());
    boolean gridIsOut = parameters.scenario().gridIsOut(since);
    double stored = last.battery().charge() / 100 * parameters.batteryKwh();
    Flow flow = flow(at, since, stored, gridIsOut);
    SiteState.Inverter inverter1 = inverter(last.inverter1(), flow.ac1(), flow.dc1(), at);
    SiteState.Inverter inverter2 = inverter(last.inverter2(), flow.ac2(), flow.dc2(), at);
    double solar = inverter1.powerKw() + inverter2.powerKw();
    double grid = gridIsOut ? 0 : flow.load() + flow.battery() - solar;
    double charge = 100 * charged(stored, flow.battery()) / parameters.batteryKwh();
    return new SiteState(
        at,
        battery(
            flow.battery(),
            charge,
            batteryTemperature(last.battery().temperature(), flow.battery())),
        inverter1,
        inverter2,
        gridIsOut ? new SiteState.Grid(0, 0, 0) : grid(at, grid),
        flow.load(),
        counted(last.energy(), solar, grid, flow));
  }

  /** Steps until the state is not before the instant. */
  SiteState advance(SiteState from, Instant until) {
    SiteState state = from;
    while (state.at().isBefore(until)) {
      state = next(state);
    }
    return state;
  }

  /** What flows during a step in kW: inverters AC and DC, battery + charging, load. */
  private record Flow(double ac1, double dc1, double ac2, double dc2, double battery, double load) {
    double solar() {
      return ac1 + ac2;
    }

    /** The same with less sun taken than there is. */
    Flow curtailed(double share, double newBattery) {
      return new Flow(ac1 * share, dc1 * share, ac2 * share, dc2 * share, newBattery, load);
    }

    Flow with(double newBattery, double newLoad) {
      return new Flow(ac1, dc1, ac2, dc2, newBattery, newLoad);
    }
  }

  private Flow flow(Instant at, Duration since, double stored, boolean gridIsOut) {
    double array = weather.arrayKw(at);
    double share = weather.firstShare(at);
    double dc1 = array * share;
    double dc2 = array - dc1;
    Flow sun = new Flow(acOf(dc1), dc1, acOf(dc2), dc2, 0, weather.loadKw(at));
    if (gridIsOut) {
      return island(sun, stored);
    }
    return parameters
        .scenario()
        .forcedAt(since)
        .map(forced -> forced.rate() * parameters.batteryKwh())
        .map(power -> sun.with(limited(power, Math.abs(power), stored, EMPTY), sun.load()))
        .orElseGet(() -> sun.with(selfConsumption(sun, stored), sun.load()));
  }

  private double selfConsumption(Flow sun, double stored) {
    return limited(
        sun.solar() - sun.load(), parameters.batteryKw(), stored, parameters.scenario().reserve());
  }

  /** Without a grid the battery takes the difference; sun is curtailed or load shed as needed. */
  private Flow island(Flow sun, double stored) {
    double battery = limited(sun.solar() - sun.load(), parameters.batteryKw(), stored, EMPTY);
    double missing = sun.load() - (sun.solar() - battery);
    if (missing > 0) {
      return sun.with(battery, sun.solar() - battery);
    }
    double wanted = sun.load() + battery;
    return sun.solar() > 0 ? sun.curtailed(wanted / sun.solar(), battery) : sun;
  }

  /** Power within the battery's largest power and what it can take or give within one step. */
  private double limited(double wanted, double most, double stored, double lowest) {
    double hours = stepHours();
    double room = (parameters.batteryKwh() - stored) / BATTERY_EFFICIENCY / hours;
    double left =
        Math.max(0, stored - lowest / 100 * parameters.batteryKwh()) * BATTERY_EFFICIENCY / hours;
    return Math.max(-Math.min(most, left), Math.min(Math.min(most, Math.max(0, room)), wanted));
  }

  private double charged(double stored, double powerKw) {
    double into = powerKw >= 0 ? powerKw * BATTERY_EFFICIENCY : powerKw / BATTERY_EFFICIENCY;
    return Math.max(0, Math.min(parameters.batteryKwh(), stored + into * stepHours()));
  }

  /** AC output of one of two inverters: own consumption, then 1.6 % loss. */
  private double acOf(double dc) {
    return Math.max(0, dc * 0.984 - parameters.solarKw() / 2 * 0.003);
  }

  private SiteState.Battery battery(double powerKw, double charge, double temperature) {
    double rest = parameters.batteryVolts() * (0.92 + 0.11 * charge / 100);
    double volts = rest * (1 + SAG * powerKw / parameters.batteryKw());
    return new SiteState.Battery(
        volts, powerKw * 1000 / volts, charge, temperature, HEALTH, powerKw);
  }

  private double batteryTemperature(double before, double powerKw) {
    double strain = Math.min(1.5, Math.abs(powerKw) / parameters.batteryKw());
    return drawn(before, INDOOR + 10 * strain * strain, BATTERY_INERTIA_SECONDS);
  }

  private SiteState.Inverter inverter(SiteState.Inverter last, double ac, double dc, Instant at) {
    double strain = parameters.solarKw() == 0 ? 0 : dc / (parameters.solarKw() / 2);
    return new SiteState.Inverter(
        ac,
        dc,
        drawn(last.temperature(), weather.air(at) + 3 + 32 * strain, INVERTER_INERTIA_SECONDS),
        last.energyWh() + wattHours(ac),
        last.dcEnergyWh() + wattHours(dc));
  }

  private SiteState.Grid grid(Instant at, double powerKw) {
    double size = parameters.solarKw() + parameters.loadKw() + parameters.batteryKw();
    double volts = weather.gridVolts(at) - weather.nominalVolts() * 0.01 * powerKw / size;
    return new SiteState.Grid(volts, weather.gridHertz(at), powerKw);
  }

  private SiteState.Energy counted(SiteState.Energy last, double solar, double grid, Flow flow) {
    return new SiteState.Energy(
        last.solar() + wattHours(solar),
        last.gridImport() + wattHours(Math.max(0, grid)),
        last.gridExport() + wattHours(Math.max(0, -grid)),
        last.batteryCharged() + wattHours(Math.max(0, flow.battery())),
        last.batteryDischarged() + wattHours(Math.max(0, -flow.battery())),
        last.load() + wattHours(flow.load()));
  }

  private double drawn(double from, double towards, double inertiaSeconds) {
    return from + (towards - from) * -Math.expm1(-stepHours() * 3600 / inertiaSeconds);
  }

  private double wattHours(double powerKw) {
    return powerKw * 1000 * stepHours();
  }

  private double stepHours() {
    return parameters.step().toNanos() / 3.6e12;
  }
}
