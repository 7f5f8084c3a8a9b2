package org.busbar.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration at work: its ports served, its sites stepped by a clock. */
final class Serving implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  /**
   * A device as it is served.
   *
   * @param site name of its site
   * @param device its name
   * @param source id of its map or dump
   * @param unitId 0..255
   */
  record ServedUnit(String site, String device, String source, int unitId) {}

  /**
   * A port and the devices behind it.
   *
   * @param port 1..65535
   */
  record ServedPort(int port, List<ServedUnit> units) {}

  private static final class Port {
    final DeviceBank devices = new DeviceBank();
    final List<ServedUnit> units = new ArrayList<>();
    final List<SimulatorConfig.Device> recordings = new ArrayList<>();
  }

  private final SimulatorConfig config;
  private final Clock clock;
  private final Map<Integer, Port> ports = new TreeMap<>();
  private final List<SimulatedSite> sites = new ArrayList<>();
  private final List<ModbusServer> servers = new ArrayList<>();
  private final List<ServedPort> served = new ArrayList<>();
  private final ScheduledExecutorService stepping =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "site-model");
            thread.setDaemon(true);
            return thread;
          });

  private Serving(SimulatorConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Serves all ports and starts the clock of the sites; nothing is left open when it fails.
   *
   * @throws IOException when a port cannot be opened
   */
  static Serving start(SimulatorConfig config, Clock clock) throws IOException {
    Serving serving = new Serving(config, clock);
    try {
      config.sites().forEach(serving::build);
      serving.open();
      serving.step();
      return serving;
    } catch (IOException | RuntimeException e) {
      serving.close();
      throw e;
    }
  }

  List<ServedPort> ports() {
    return List.copyOf(served);
  }

  private void build(SimulatorConfig.Site site) {
    List<SimulatedDevice> devices = new ArrayList<>();
    for (SimulatorConfig.Device device : site.devices()) {
      Port port = ports.computeIfAbsent(device.port(), key -> new Port());
      DeviceSources.units(device.source(), device.unitId())
          .forEach(
              unit ->
                  port.units.add(
                      new ServedUnit(site.name(), device.name(), device.source().title(), unit)));
      if (device.source() instanceof SimulatorConfig.Source.FromMap from) {
        String serial = site.name() + "/" + device.name();
        SimulatedDevice simulated =
            new SimulatedDevice(serial, from.map(), from.part(), site.parameters());
        port.devices.with(device.unitId(), simulated.bank());
        devices.add(simulated);
      } else if (device.source() instanceof SimulatorConfig.Source.FromDump from) {
        Recording.fill(from.dump(), device.unitId(), port.devices);
        port.recordings.add(device);
      }
    }
    if (!devices.isEmpty()) {
      Instant start = clock.instant().minus(site.parameters().step());
      SiteModel model = new SiteModel(site.parameters(), site.seed(), start);
      sites.add(new SimulatedSite(model, devices));
    }
  }

  private void open() throws IOException {
    for (Map.Entry<Integer, Port> each : ports.entrySet()) {
      Port port = each.getValue();
      ModbusServer server =
          ModbusServer.start(new InetSocketAddress(config.bind(), each.getKey()), port.devices);
      servers.add(server);
      for (SimulatorConfig.Device device : port.recordings) {
        if (device.source() instanceof SimulatorConfig.Source.FromDump from) {
          Recording.refuse(from.dump(), device.unitId(), server.faults());
        }
      }
      served.add(new ServedPort(server.port(), List.copyOf(port.units)));
    }
  }

  private void step() {
    if (!sites.isEmpty()) {
      long nanos = config.period().toNanos();
      // Runs until it is closed; what goes wrong is logged where it happens.
      Future<?> unused =
          stepping.scheduleAtFixedRate(this::advance, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void advance() {
    for (SimulatedSite site : sites) {
      try {
        site.advance(clock.instant());
      } catch (RuntimeException e) {
        LOG.error("a site could not be stepped; its devices stand still until the next step", e);
      }
    }
  }

  @Override
  public void close() {
    stepping.shutdownNow();
    servers.forEach(ModbusServer::close);
  }
}
