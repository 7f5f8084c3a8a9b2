package org.busbar.maps;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.busbar.points.Direction;
import org.busbar.points.Point;
import org.busbar.points.Points;
import org.jspecify.annotations.Nullable;

/** Reads one value of a map; its checks against the other values are MapChecks'. */
final class ValueReader {
  private static final List<String> WAYS = List.of("address", "sum", "mean", "first", "sunspec");

  private final Findings findings;
  private final Points points;
  private final JsonNode defaults;
  private final String pointer;

  ValueReader(Findings findings, Points points, JsonNode defaults, String pointer) {
    this.findings = findings;
    this.points = points;
    this.defaults = defaults;
    this.pointer = pointer;
  }

  @Nullable MapValue read(JsonNode node) {
    int before = findings.problems().size();
    MapValueBuilder value = MapValue.named(node.path("name").asText());
    @Nullable Point point = point(node);
    value.point(point == null ? null : point.name());
    value.table(MapReader.table(text(node, "table", "holding_register")));
    value.group(text(node, "group", MapValue.MAIN_GROUP)).source(node.path("source").asText(""));
    String way = way(node);
    switch (way) {
      case "address" -> new PlacedValue(findings, pointer, node).read(value, this::text);
      case "sunspec" -> new ModelValue(findings, pointer, node).read(value);
      case "sum", "mean", "first" -> value.length(0).combination(combination(node, way));
      default -> {
        return null;
      }
    }
    MapValue raw = value.build();
    symbols(node, value, raw);
    unit(node, value, raw, point);
    sign(node, value, point, way);
    references(node, value);
    return findings.problems().size() == before ? value.build() : null;
  }

  private String text(JsonNode node, String key, String otherwise) {
    return node.path(key).asText(defaults.path(key).asText(otherwise));
  }

  private @Nullable Point point(JsonNode node) {
    String name = node.path("point").asText("");
    if (name.isEmpty()) {
      return null;
    }
    Optional<Point> point = points.find(name);
    if (point.isEmpty()) {
      List<String> known = points.all().stream().map(Point::name).toList();
      String message = "there is no point '" + name + "'";
      findings.add("M101", pointer + "/point", message, Findings.Allowed.oneOf(name, known));
    }
    return point.orElse(null);
  }

  private String way(JsonNode node) {
    List<String> found = WAYS.stream().filter(node::has).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String name = node.path("name").asText();
    String message =
        found.isEmpty()
            ? "'" + name + "' has no place: neither an address nor other values"
            : "'" + name + "' has several places: " + String.join(", ", found);
    String fix = found.isEmpty() ? "add address: …" : "keep one of them";
    findings.add(
        "M113", pointer, message, new Findings.Allowed("one of " + String.join(", ", WAYS), fix));
    return "";
  }

  private Combination combination(JsonNode node, String way) {
    List<Term> terms = new ArrayList<>();
    for (JsonNode term : node.path(way)) {
      double factor = term.path("factor").asDouble(1);
      if (factor == 0 || !Double.isFinite(factor)) {
        findings.add("M129", pointer + "/" + way, "a factor of 0 leaves nothing", "remove it");
        factor = 1;
      }
      String other = term.isTextual() ? term.asText() : term.path("value").asText();
      terms.add(new Term(other, factor, term.path("optional").asBoolean(false)));
    }
    for (String key : List.of("type", "scale", "offset", "scale_factor", "sentinels", "bits")) {
      if (node.has(key)) {
        String message = "'" + key + "' belongs to registers; this value is made of others";
        findings.add("M127", pointer + "/" + key, message, "state it at the terms");
      }
    }
    return new Combination(Combination.Kind.valueOf(way.toUpperCase(Locale.ROOT)), terms);
  }

  private void symbols(JsonNode node, MapValueBuilder value, MapValue raw) {
    Map<Long, String> symbols = new LinkedHashMap<>();
    node.path("symbols")
        .properties()
        .forEach(
            entry -> {
              Optional<Long> code = code(entry.getKey());
              if (code.isEmpty() || (raw.type().isBitfield() && code.get() >= raw.type().bits())) {
                String place = pointer + "/symbols/" + entry.getKey();
                String message = "'" + entry.getKey() + "' is no code of " + raw.type().word();
                findings.add("M118", place, message, "write whole numbers as keys");
              }
              code.ifPresent(c -> symbols.put(c, entry.getValue().asText()));
            });
    if (!symbols.isEmpty()) {
      value.symbols(symbols);
    }
  }

  private static Optional<Long> code(String text) {
    try {
      return Optional.of(Long.decode(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void unit(JsonNode node, MapValueBuilder value, MapValue raw, @Nullable Point point) {
    String stated = node.path("unit").asText(raw.unit());
    BigDecimal factor = BigDecimal.ONE;
    if (point != null && !stated.isEmpty()) {
      Optional<BigDecimal> found = Units.factor(stated, point.unit());
      if (found.isEmpty()) {
        List<String> known = Units.convertible(point.unit());
        String message =
            "unit '" + stated + "' cannot be turned into " + point.name() + "'s " + point.unit();
        String fix = known.isEmpty() ? "remove the unit" : "use one of those, or another point";
        Findings.Allowed allowed = new Findings.Allowed(String.join(", ", known), fix);
        findings.add("M105", pointer + "/unit", message, allowed);
      }
      factor = found.orElse(BigDecimal.ONE);
    }
    boolean made = raw.combination() != null;
    if (made && factor.compareTo(BigDecimal.ONE) != 0) {
      findings.add("M105", pointer + "/unit", "terms already have their units", "remove the unit");
    }
    value.unit(point == null ? Units.canonicalSpelling(stated) : point.unit());
    value.scale(decimal(node, "scale", raw.scale()).multiply(factor).doubleValue());
    value.offset(decimal(node, "offset", 0).multiply(factor).doubleValue());
    if (decimal(node, "scale", 1).signum() == 0) {
      value.scale(1);
      findings.add("M129", pointer + "/scale", "a scale of 0 leaves nothing", "mend the scale");
    }
    range(node, value, point, factor);
  }

  private void range(
      JsonNode node, MapValueBuilder value, @Nullable Point point, BigDecimal factor) {
    boolean bounded = point != null && point.min() < point.max();
    double min = point != null && bounded ? point.min() : Double.NEGATIVE_INFINITY;
    double max = point != null && bounded ? point.max() : Double.POSITIVE_INFINITY;
    if (node.has("min")) {
      min = decimal(node, "min", 0).multiply(factor).doubleValue();
    }
    if (node.has("max")) {
      max = decimal(node, "max", 0).multiply(factor).doubleValue();
    }
    if (min > max) {
      String place = pointer + (node.has("min") ? "/min" : "/max");
      findings.add("M125", place, "min " + min + " is above max " + max, "swap or mend them");
    }
    value.min(min).max(max);
  }

  private static BigDecimal decimal(JsonNode node, String key, double otherwise) {
    return node.path(key).isNumber()
        ? node.path(key).decimalValue()
        : BigDecimal.valueOf(otherwise);
  }

  private void sign(JsonNode node, MapValueBuilder value, @Nullable Point point, String way) {
    Optional<Direction> stated = Direction.ofWord(node.path("positive").asText(""));
    Optional<Direction> wanted = Optional.ofNullable(point).flatMap(Point::direction);
    boolean made = !way.equals("address") && !way.equals("sunspec");
    if (stated.isEmpty()) {
      if (wanted.isPresent() && point != null && !made) {
        String words = wanted.get().word() + ", " + wanted.get().opposite().word();
        String message = "what a positive number means is left unsaid for " + point.name();
        Findings.Allowed allowed =
            new Findings.Allowed(words, "add 'positive: …' as the maker's document says");
        findings.add("M106", pointer, message, allowed);
      }
      return;
    }
    boolean fits =
        point == null
            || wanted.filter(w -> w == stated.get() || w.opposite() == stated.get()).isPresent();
    if (point != null && !fits) {
      String words =
          wanted.map(w -> w.word() + ", " + w.opposite().word()).orElse("nothing: it has no sign");
      String message = "'" + stated.get().word() + "' is no direction of " + point.name();
      findings.add("M107", pointer + "/positive", message, new Findings.Allowed(words, "mend it"));
    }
    value.sign(stated.get().sign());
  }

  private void references(JsonNode node, MapValueBuilder value) {
    JsonNode gate = node.path("valid_when");
    if (gate.isObject()) {
      Set<Double> oneOf = new LinkedHashSet<>();
      gate.path("in").forEach(n -> oneOf.add(n.asDouble()));
      double above = gate.path("above").asDouble(Double.NEGATIVE_INFINITY);
      double below = gate.path("below").asDouble(Double.POSITIVE_INFINITY);
      value.gate(new Gate(gate.path("value").asText(), above, below, oneOf));
    }
    JsonNode code = node.path("sign_from");
    if (code.isObject()) {
      List<Long> negative = longs(code.path("negative")).toList();
      List<Long> positive = longs(code.path("positive")).toList();
      value.signCode(new SignCode(code.path("value").asText(), negative, positive));
    }
  }

  private static Stream<Long> longs(JsonNode list) {
    return IntStream.range(0, list.size()).mapToObj(i -> list.get(i).asLong());
  }
}
