package org.busbar.sunspec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.busbar.maps.RawType;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.ShippedFolder;
import org.busbar.yaml.YamlFile;

/** The model definitions that are shipped: one file a model, sunspec/model_NNN.yaml. */
public final class SunSpecModels {
  private static final Map<Integer, SunSpecModel> SHIPPED = readAll(new ShippedFolder("sunspec"));

  private SunSpecModels() {}

  /** The definition of a model, if it is shipped. */
  public static Optional<SunSpecModel> find(int id) {
    return Optional.ofNullable(SHIPPED.get(id));
  }

  /** The definition of a model's point, if both are known. */
  public static Optional<SunSpecPoint> point(SunSpecRef ref) {
    Optional<SunSpecModel> model = find(ref.model());
    return ref.group().isEmpty()
        ? model.flatMap(m -> m.point(ref.point()))
        : model.flatMap(m -> m.group(ref.group())).flatMap(g -> g.point(ref.point()));
  }

  /** What could have stood in a reference: the names beside the one it gives. */
  public static List<String> neighbours(SunSpecRef ref) {
    Optional<SunSpecModel> model = find(ref.model());
    if (model.isEmpty()) {
      return SHIPPED.keySet().stream().sorted().map(id -> id + ".…").toList();
    }
    Optional<SunSpecGroup> group = model.get().group(ref.group());
    Stream<String> own = model.get().points().stream().map(SunSpecPoint::name);
    Stream<String> groups = model.get().groups().stream().map(g -> g.name() + "[1].…");
    return group.isPresent()
        ? group.get().points().stream().map(SunSpecPoint::name).toList()
        : Stream.concat(own, groups).toList();
  }

  private static Map<Integer, SunSpecModel> readAll(ShippedFolder folder) {
    Map<Integer, SunSpecModel> models = new HashMap<>();
    for (String id : folder.ids()) {
      try {
        SunSpecModel model = model(YamlFile.parse(id + ".yaml", folder.text(id)).root());
        models.put(model.id(), model);
      } catch (BadFile e) {
        throw new IllegalStateException("the shipped " + id + ".yaml is damaged", e);
      }
    }
    return Map.copyOf(models);
  }

  private static SunSpecModel model(JsonNode root) {
    List<SunSpecGroup> groups = new ArrayList<>();
    for (JsonNode group : root.path("groups")) {
      String count = group.path("count").asText();
      groups.add(
          new SunSpecGroup(
              group.path("name").asText(),
              group.path("at").asInt(),
              group.path("size").asInt(),
              count.equals("fill") ? "" : count,
              points(group.path("points"))));
    }
    return new SunSpecModel(
        root.path("model").asInt(),
        root.path("name").asText(),
        root.path("title").asText(),
        root.path("size").asInt(),
        points(root.path("points")),
        groups);
  }

  private static List<SunSpecPoint> points(JsonNode nodes) {
    List<SunSpecPoint> points = new ArrayList<>();
    for (JsonNode node : nodes) {
      RawType type = RawType.valueOf(node.path("type").asText().toUpperCase(Locale.ROOT));
      JsonNode factor = node.path("sf");
      points.add(
          new SunSpecPoint(
              node.path("name").asText(),
              node.path("at").asInt(),
              node.path("size").asInt(type.registers()),
              type,
              factor.isTextual() ? factor.asText() : "",
              factor.isInt() || factor.isBigInteger() ? factor.asInt() : 0,
              node.path("unit").asText(""),
              symbols(node.path("symbols"))));
    }
    return points;
  }

  private static Map<Long, String> symbols(JsonNode node) {
    Map<Long, String> symbols = new HashMap<>();
    node.properties().forEach(e -> symbols.put(Long.valueOf(e.getKey()), e.getValue().asText()));
    return symbols;
  }
}
