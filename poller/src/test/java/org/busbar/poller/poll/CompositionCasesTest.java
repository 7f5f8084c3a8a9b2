package org.busbar.poller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.busbar.maps.Quality;
import org.busbar.points.Measure;
import org.busbar.poller.config.Role;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Walks src/test/resources/composition-cases: what equipment gives, and the site reading. */
class CompositionCasesTest {
  private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

  @TestFactory
  Stream<DynamicTest> everyCase() throws Exception {
    List<YamlFile> cases = GoldenCases.of("composition-cases");
    assertThat(cases).hasSizeGreaterThanOrEqualTo(8);
    return cases.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.name() + ": " + file.root().path("title").asText(), () -> play(file)));
  }

  private static void play(YamlFile file) {
    JsonNode root = file.root();
    SiteComposer composer =
        new SiteComposer(
            Duration.ofSeconds(10), root.path("solar_capacity_kw").asDouble(Double.NaN));
    Map<String, Baseline> memory = new HashMap<>();
    if (root.has("before")) {
      memory.putAll(
          composer.compose(AT.minusSeconds(10), equipment(root.path("before")), memory).changed());
    }
    SiteReading reading = composer.compose(AT, equipment(root.path("equipment")), memory).reading();
    Map<String, Double> expected = new LinkedHashMap<>();
    root.path("expect")
        .properties()
        .forEach(e -> expected.put(e.getKey(), e.getValue().asDouble()));
    for (Measure measure : Measure.values()) {
      Double value = reading.values().get(measure);
      Double wanted = expected.remove(measure.jsonKey());
      if (wanted == null) {
        assertThat(value).as(file.name() + " " + measure.jsonKey()).isNull();
      } else {
        assertThat(value).as(file.name() + " " + measure.jsonKey()).isNotNull();
        assertThat(value).as(file.name() + " " + measure.jsonKey()).isCloseTo(wanted, within(1e-9));
      }
    }
    assertThat(expected).as("measures that do not exist").isEmpty();
    assertThat(reading.notes().dataQuality()).isEqualTo(root.path("quality").asText("good"));
    assertThat(reading.notes().missingSensors()).isEqualTo(texts(root.path("missing")));
    assertThat(reading.notes().derived()).isEqualTo(texts(root.path("derived")));
    assertThat(reading.notes().estimated()).isEqualTo(texts(root.path("estimated")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static List<EquipmentReading> equipment(JsonNode list) {
    List<EquipmentReading> equipment = new ArrayList<>();
    for (JsonNode node : list) {
      Map<String, PointValue> points = new LinkedHashMap<>();
      node.path("points").properties().forEach(e -> points.put(e.getKey(), value(e.getValue())));
      equipment.add(
          new EquipmentReading(
              node.path("name").asText(),
              Role.valueOf(node.path("role").asText().toUpperCase(Locale.ROOT)),
              node.path("capacity").asDouble(Double.NaN),
              node.path("coupling").asText().equals("dc"),
              AT,
              points));
    }
    return equipment;
  }

  private static PointValue value(JsonNode node) {
    return node.isNumber()
        ? new PointValue(node.asDouble(), null, Quality.GOOD, 0)
        : new PointValue(Double.NaN, null, Quality.valueOf(node.asText()), 0);
  }
}
