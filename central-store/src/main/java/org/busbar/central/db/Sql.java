package org.busbar.central.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The SQL files of the module {@code sql}, by name. */
public final class Sql {
  // A cache of immutable class path resources, not state: every load of a name gives the same text.
  private static final ConcurrentMap<String, String> TEXTS = new ConcurrentHashMap<>();

  private Sql() {}

  /**
   * The text of {@code sql/<name>.sql}.
   *
   * @param name folder and file without its ending, such as {@code queries/latest_readings}
   * @throws IllegalArgumentException when there is no such file
   */
  public static String load(String name) {
    return TEXTS.computeIfAbsent(name, Sql::read);
  }

  private static String read(String name) {
    String path = "/sql/" + name + ".sql";
    try (InputStream in = Sql.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "No SQL file '%s' on the class path: put it into the module sql as %s.sql and see that sql/pom.xml includes its folder"
                .formatted(path, name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("SQL file " + path + " cannot be read", e);
    }
  }
}
