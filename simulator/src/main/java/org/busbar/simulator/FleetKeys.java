package org.busbar.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Location;
import org.busbar.yaml.Problem;

/** The file of site keys: lines of {@code site,key}; blank lines and {@code #} are left out. */
final class FleetKeys {
  /**
   * One line.
   *
   * @param site name of the site, for messages
   * @param key secret that the centre knows the site by; never printed
   */
  record Entry(String site, String key) {
    @Override
    public String toString() {
      return site + ",…";
    }
  }

  private FleetKeys() {}

  /** A random id of 32 hex digits: outboxes of two runs must not be the same. */
  static String randomId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Reads the first keys of a file.
   *
   * @param wanted how many, 1 or more; 0 for all
   * @throws BadFile with every bad line, or when there are too few
   */
  static List<Entry> read(Path path, int wanted) throws BadFile {
    List<String> lines = lines(path);
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#") || line.equals("site,key")) {
        continue;
      }
      int comma = line.indexOf(',');
      if (comma < 1 || comma == line.length() - 1 || line.indexOf(',', comma + 1) >= 0) {
        problems.add(
            problem(path, i + 1, "not of the form site,key", "write one site and its key"));
      } else {
        entries.add(new Entry(line.substring(0, comma).strip(), line.substring(comma + 1).strip()));
      }
    }
    if (problems.isEmpty() && (entries.isEmpty() || entries.size() < wanted)) {
      String message = entries.size() + " keys, but " + Math.max(1, wanted) + " sites";
      problems.add(problem(path, Math.max(1, lines.size()), message, "add keys, or lower --sites"));
    }
    if (!problems.isEmpty()) {
      throw new BadFile(problems);
    }
    return wanted == 0 ? entries : entries.subList(0, wanted);
  }

  private static List<String> lines(Path path) throws BadFile {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new BadFile(
          List.of(problem(path, 1, "cannot be read: " + e, "check the path and its rights")));
    }
  }

  /** Without the line itself: it may hold a key. */
  private static Problem problem(Path path, int line, String message, String fix) {
    return new Problem("K001", new Location(path.toString(), line, 1), message, "", fix, "");
  }
}
