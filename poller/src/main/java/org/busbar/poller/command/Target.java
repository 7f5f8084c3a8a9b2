package org.busbar.poller.command;

import java.nio.file.Path;
import java.util.List;
import org.busbar.maps.DeviceLimits;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterMap;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.config.Role;
import org.busbar.poller.modbus.LinkOptions;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Location;
import org.busbar.yaml.NearestWord;
import org.busbar.yaml.Problem;

/** A device named on the command line instead of in a site file. */
final class Target {
  private Target() {}

  /** A device from HOST[:PORT], its unit id and a map's id or path. */
  static DeviceConfig of(String address, int unitId, String map) throws BadFile {
    int colon = address.lastIndexOf(':');
    boolean port = colon > 0 && address.indexOf(':') == colon;
    RegisterMap loaded = map(map);
    DeviceLimits limits = loaded.limits();
    return new DeviceConfig(
        loaded.id(),
        loaded,
        port ? address.substring(0, colon) : address,
        port ? port(address.substring(colon + 1)) : 502,
        unitId,
        Role.HYBRID,
        Double.NaN,
        false,
        new LinkOptions(
            limits.timeout(),
            limits.connectDelay(),
            limits.requestPause(),
            LinkOptions.Compatibility.NONE));
  }

  private static int port(String text) throws BadFile {
    if (text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw bad("'" + text + "' is no TCP port", "1..65535", "write HOST:PORT");
  }

  private static RegisterMap map(String reference) throws BadFile {
    if (!reference.endsWith(".yaml") && !MapLoader.shippedIds().contains(reference)) {
      throw bad(
          "there is no shipped map '" + reference + "'",
          String.join(", ", MapLoader.shippedIds()) + ", or a path ending in .yaml",
          NearestWord.of(reference, MapLoader.shippedIds())
              .map(n -> "did you mean '" + n + "'?")
              .orElse("take one of these"));
    }
    return MapLoader.loadReference(reference, Path.of("").toAbsolutePath());
  }

  private static BadFile bad(String message, String allowed, String fix) {
    Location at = new Location("command line", 1, 1);
    return new BadFile(List.of(new Problem("P301", at, message, allowed, fix, "")));
  }
}
