package org.busbar.poller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Walks src/test/resources/energy-cases: what counters read, and the energy that follows. */
class EnergyCasesTest {
  private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");

  @TestFactory
  Stream<DynamicTest> everyCase() throws Exception {
    List<YamlFile> cases = GoldenCases.of("energy-cases");
    assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
    return cases.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.name() + ": " + file.root().path("title").asText(), () -> play(file)));
  }

  private static void play(YamlFile file) {
    JsonNode root = file.root();
    EnergyMeter meter =
        new EnergyMeter(Duration.ofSeconds(root.path("interval_seconds").asLong(10)));
    Map<String, Baseline> memory = new HashMap<>();
    for (int i = 0; i < root.path("readings").size(); i++) {
      JsonNode reading = root.path("readings").get(i);
      String where = file.name() + ":" + file.at("/readings/" + i).line();
      Instant at = START.plusSeconds(reading.path("at").asLong());
      EnergyMeter.Energy energy = energy(meter, memory, at, root, reading);
      memory.putAll(energy.memory());
      if (reading.path("energy").isNumber()) {
        double expected = reading.path("energy").asDouble();
        assertThat(energy.wattHours()).as(where).isCloseTo(expected, within(1e-9));
        assertThat(energy.reason()).as(where).isNull();
      } else {
        assertThat(energy.wattHours()).as(where).isNaN();
        assertThat(energy.reason()).as(where).isEqualTo(reading.path("reason").asText());
      }
      assertThat(energy.gap()).as(where + " gap").isEqualTo(reading.path("gap").asBoolean());
    }
  }

  private static EnergyMeter.Energy energy(
      EnergyMeter meter,
      Map<String, Baseline> memory,
      Instant at,
      JsonNode root,
      JsonNode reading) {
    if (reading.has("watts")) {
      return meter.integrate(memory, at, "power", number(reading.path("watts")));
    }
    double most = root.path("most_watts").asDouble(10_000);
    double modulus = root.path("modulus").asDouble(0);
    List<Counter> counters = new ArrayList<>();
    counters.add(new Counter("first", number(reading.path("wh")), 1, modulus, most));
    if (reading.has("minus_wh")) {
      counters.add(new Counter("second", number(reading.path("minus_wh")), -1, modulus, most));
    }
    return meter.count(memory, at, counters);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
