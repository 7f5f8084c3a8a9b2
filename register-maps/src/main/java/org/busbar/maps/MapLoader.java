package org.busbar.maps;

import java.nio.file.Path;
import java.util.List;
import org.busbar.points.Point;
import org.busbar.points.PointKind;
import org.busbar.points.Points;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Location;
import org.busbar.yaml.Problem;
import org.busbar.yaml.ShippedFolder;
import org.busbar.yaml.YamlFile;
import org.busbar.yaml.YamlSchema;
import org.jspecify.annotations.Nullable;

/** Loads register maps, with every problem of a file at once. */
public final class MapLoader {
  private static final YamlSchema SCHEMA = YamlSchema.of("busbar/schemas/register-map.schema.json");
  private static final Points POINTS = Points.load();
  private static final ShippedFolder SHIPPED = new ShippedFolder("maps");

  private MapLoader() {}

  /**
   * The map of a file.
   *
   * @throws BadFile with every problem of shape (S…) and of meaning (M…)
   */
  public static RegisterMap load(YamlFile file) throws BadFile {
    List<Problem> shape = SCHEMA.check(file);
    Findings findings = new Findings(file);
    findings.addAll(shape);
    MapReader reader = new MapReader(findings, POINTS, shape);
    @Nullable RegisterMap map = reader.read();
    findings.throwIfAny();
    if (map == null) {
      throw new IllegalStateException(file.name() + " gave neither a map nor a problem");
    }
    return map;
  }

  /**
   * What is allowed in the file but probably not meant, ordered by place.
   *
   * @throws BadFile when the file is no map
   */
  public static List<Problem> warnings(YamlFile file) throws BadFile {
    return Overlaps.find(file, load(file));
  }

  /**
   * A map that is shipped with this library.
   *
   * @throws BadFile when there is none of this id
   */
  public static RegisterMap shipped(String id) throws BadFile {
    return load(YamlFile.parse(id + ".yaml", shippedText(id)));
  }

  /**
   * The file of a shipped map, as a pattern for one's own.
   *
   * @throws BadFile when there is none of this id
   */
  public static String shippedText(String id) throws BadFile {
    if (!shippedIds().contains(id)) {
      String ids = String.join(", ", shippedIds());
      Findings.Allowed allowed = Findings.Allowed.oneOf(id, shippedIds());
      String message = "there is no shipped map '" + id + "'";
      Location at = new Location(id, 1, 1);
      throw new BadFile(List.of(new Problem("M001", at, message, ids, allowed.fix(), "")));
    }
    return SHIPPED.text(id);
  }

  /** The ids of all shipped maps, sorted. */
  public static List<String> shippedIds() {
    return SHIPPED.ids();
  }

  /**
   * The map that a site file names.
   *
   * @param idOrPath a path that ends in .yaml or .yml, from the base folder, or a shipped id
   * @param baseDir folder of the file that names it
   */
  public static RegisterMap loadReference(String idOrPath, Path baseDir) throws BadFile {
    boolean path = idOrPath.endsWith(".yaml") || idOrPath.endsWith(".yml");
    return path ? load(YamlFile.read(baseDir.resolve(idOrPath))) : shipped(idOrPath);
  }

  static boolean isDirected(String point) {
    return POINTS.find(point).flatMap(Point::direction).isPresent();
  }

  static boolean isText(String point) {
    return POINTS.find(point).filter(p -> p.kind() == PointKind.TEXT).isPresent();
  }
}
