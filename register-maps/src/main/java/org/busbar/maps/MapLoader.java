package org.busbar.maps;

import java.nio.file.Path;
import java.util.List;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;

/** Loads register maps, with every problem of a file at once. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class MapLoader {
  private MapLoader() {}

  /** The map of a file. */
  public static RegisterMap load(YamlFile file) throws BadFile {
    throw new UnsupportedOperationException();
  }

  /** What is allowed in the file but probably not meant, ordered by place. */
  public static List<Problem> warnings(YamlFile file) throws BadFile {
    throw new UnsupportedOperationException();
  }

  /** A map that is shipped with this library. */
  public static RegisterMap shipped(String id) throws BadFile {
    throw new UnsupportedOperationException();
  }

  /** The ids of all shipped maps, sorted. */
  public static List<String> shippedIds() {
    throw new UnsupportedOperationException();
  }

  /**
   * The map that a site file names: a path ending in .yaml, from the site file's folder, or a
   * shipped id.
   */
  public static RegisterMap loadReference(String idOrPath, Path baseDir) throws BadFile {
    throw new UnsupportedOperationException();
  }
}
