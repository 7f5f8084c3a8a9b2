package org.busbar.simulator;

import java.time.Duration;
import java.util.List;
import org.busbar.maps.RegisterDump;
import org.busbar.maps.RegisterMap;

/**
 * What to serve.
 *
 * @param bind address to listen on
 * @param period time between two states, above 0
 * @param sites at least one
 */
record SimulatorConfig(String bind, Duration period, List<Site> sites) {
  static final String LOOPBACK = "127.0.0.1";
  static final Duration USUAL_PERIOD = Duration.ofSeconds(1);

  SimulatorConfig {
    sites = List.copyOf(sites);
  }

  /**
   * A site and its devices.
   *
   * @param name unique in the file
   * @param parameters the model
   * @param seed any number; the same seed gives the same site
   * @param devices at least one
   */
  record Site(String name, SiteParameters parameters, long seed, List<Device> devices) {
    Site {
      devices = List.copyOf(devices);
    }
  }

  /**
   * A device.
   *
   * @param name unique in its site
   * @param port TCP port, 0..65535; 0 is a free one, shared by all that say 0
   * @param unitId Modbus unit id, 0..255; -1 leaves a dump its own
   * @param source what fills its registers
   */
  record Device(String name, int port, int unitId, Source source) {}

  /** What fills the registers of a device. */
  sealed interface Source {
    /** How people call it: the map's id or the dump's name. */
    String title();

    /** A register map, filled from a part of the site. */
    record FromMap(RegisterMap map, Part part) implements Source {
      @Override
      public String title() {
        return map.id();
      }
    }

    /** Registers as they were recorded; they do not change. */
    record FromDump(RegisterDump dump) implements Source {
      @Override
      public String title() {
        return dump.id();
      }
    }
  }
}
