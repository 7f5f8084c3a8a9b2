package org.busbar.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the site.yaml of a test. */
final class SiteFileText {
  private final List<String> devices = new ArrayList<>();
  private final int centralPort;
  private final String interval;

  SiteFileText(int centralPort, String interval) {
    this.centralPort = centralPort;
    this.interval = interval;
  }

  SiteFileText device(String name, String map, int port, int unitId, double capacity) {
    devices.add(
        String.format(
            Locale.ROOT,
            "  - {name: %s, map: %s, host: 127.0.0.1, port: %d, unit_id: %d, capacity: %s}",
            name,
            map,
            port,
            unitId,
            capacity));
    return this;
  }

  Path write(Path folder) {
    String text =
        String.format(
            Locale.ROOT,
            """
            site:
              name: test
              timezone: Europe/Berlin
              interval: %s
              detail_interval: 1s
              solar_capacity_kw: 30
            central:
              url: http://127.0.0.1:%d
              key: ${env:BUSBAR_SITE_KEY}
            outbox:
              path: ./outbox.db
            devices:
            %s
            """,
            interval,
            centralPort,
            String.join("\n", devices));
    try {
      return Files.writeString(folder.resolve("site.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
