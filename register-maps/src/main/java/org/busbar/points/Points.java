package org.busbar.points;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.YamlFile;
import org.jspecify.annotations.Nullable;

/** The canonical points, as points.yaml lists them. */
public final class Points {
  private static final String RESOURCE = "busbar/points.yaml";

  private final Map<String, Point> byName;

  private Points(Map<String, Point> byName) {
    this.byName = byName;
  }

  /** The points that are shipped with this library. */
  public static Points load() {
    try (@Nullable InputStream in = Points.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      return of(
          YamlFile.parse("points.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadFile e) {
      throw new IllegalStateException("the shipped points.yaml is damaged", e);
    }
  }

  private static Points of(YamlFile file) {
    Map<String, Point> byName = new LinkedHashMap<>();
    for (JsonNode node : file.root().path("points")) {
      Point point = point(node);
      if (byName.put(point.name(), point) != null) {
        throw new IllegalStateException("points.yaml lists " + point.name() + " twice");
      }
    }
    return new Points(byName);
  }

  private static Point point(JsonNode node) {
    String name = node.path("name").asText();
    int dot = name.indexOf('.');
    return new Point(
        name,
        name.substring(0, dot),
        name.substring(dot + 1),
        node.path("unit").asText(""),
        PointKind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)),
        node.path("min").asDouble(0),
        node.path("max").asDouble(0),
        node.path("description").asText(),
        Direction.ofWord(node.path("positive").asText("")).orElse(null));
  }

  /** The point of a name, such as {@code battery.power}. */
  public Optional<Point> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All points, in the order of points.yaml. */
  public List<Point> all() {
    return new ArrayList<>(byName.values());
  }
}
