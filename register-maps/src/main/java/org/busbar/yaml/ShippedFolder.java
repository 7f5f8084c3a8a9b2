package org.busbar.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The YAML files of a folder that lies beside this library's classes, in its jar or in a folder.
 *
 * @param name of the folder, such as {@code maps}
 */
public record ShippedFolder(String name) {
  private static final String ROOT = "busbar/";
  private static final String SUFFIX = ".yaml";

  /** The names of its files without .yaml, sorted. */
  public List<String> ids() {
    // The points always lie beside the folder, also where a jar has no entries for folders.
    URL points = url(ROOT + "points.yaml");
    try {
      return names(points).stream()
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(URL points) throws IOException {
    if (points.getProtocol().equals("jar")) {
      JarURLConnection connection = (JarURLConnection) points.openConnection();
      connection.setUseCaches(false);
      String folder = ROOT + name + "/";
      try (JarFile jar = connection.getJarFile()) {
        return jar.stream()
            .map(entry -> entry.getName())
            .filter(entry -> entry.startsWith(folder))
            .map(entry -> entry.substring(folder.length()))
            .toList();
      }
    }
    Path folder = Path.of(URI.create(points.toString())).resolveSibling(name);
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }

  /**
   * The text of one of its files.
   *
   * @param id one of the ids
   */
  public String text(String id) {
    try (InputStream in = url(ROOT + name + "/" + id + SUFFIX).openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(String resource) {
    @Nullable URL url = ShippedFolder.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IllegalStateException("no resource " + resource);
    }
    return url;
  }
}
