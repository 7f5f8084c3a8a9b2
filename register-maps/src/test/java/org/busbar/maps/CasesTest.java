package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded device decodes to what others established. */
class CasesTest {
  private static final Path CASES = Path.of("cases");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files.filter(f -> f.toString().endsWith(".expected.json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recordedDeviceDecodesToWhatOthersEstablished(Path expectedFile) throws Exception {
    JsonNode expected = new ObjectMapper().readTree(expectedFile.toFile());
    String registers = expectedFile.toString().replace(".expected.", ".registers.");
    Recorded device = new Recorded(RegisterDump.read(Path.of(registers)));
    RegisterMap map = device.resolved(MapLoader.shipped(expected.path("map").asText()));
    Map<String, Sample> samples =
        device.poll(map).stream()
            .collect(Collectors.toMap(s -> s.value().name(), Function.identity()));
    expected
        .path("values")
        .properties()
        .forEach(e -> compare(samples.get(e.getKey()), e, expected.path("tolerance").asDouble()));
  }

  private static void compare(Sample sample, Map.Entry<String, JsonNode> entry, double tolerance) {
    JsonNode wanted = entry.getValue();
    assertThat(sample).as(entry.getKey()).isNotNull();
    String quality = wanted.path("quality").asText("GOOD");
    assertThat(sample.quality()).as(entry.getKey()).hasToString(quality);
    JsonNode value = wanted.path("value");
    if (value.isNumber()) {
      double near = wanted.path("tolerance").asDouble(tolerance);
      assertThat(sample.number()).as(entry.getKey()).isCloseTo(value.asDouble(), within(near));
    }
    String text = value.isTextual() ? value.asText() : wanted.path("text").asText(null);
    if (text != null) {
      assertThat(sample.text()).as(entry.getKey()).isEqualTo(text);
    }
  }

  @Test
  void everyShippedMapHasACaseAndEveryCaseNamesDeviceSourceAndLicence() throws Exception {
    Set<String> covered = new HashSet<>();
    for (Path file : cases()) {
      JsonNode expected = new ObjectMapper().readTree(file.toFile());
      covered.add(expected.path("map").asText());
      assertThat(expected.path("device").asText()).as(file.toString()).isNotBlank();
      assertThat(expected.at("/source/repository").asText()).as(file.toString()).isNotBlank();
      assertThat(expected.at("/source/licence").asText()).as(file.toString()).isNotBlank();
    }
    assertThat(covered).containsExactlyInAnyOrderElementsOf(MapLoader.shippedIds());
  }

  @Test
  void shippedMapsHaveNoWarnings() throws Exception {
    for (String id : MapLoader.shippedIds()) {
      var file = org.busbar.yaml.YamlFile.parse(id + ".yaml", MapLoader.shippedText(id));
      List<String> warnings =
          MapLoader.warnings(file).stream().map(org.busbar.yaml.Problem::render).toList();

      assertThat(warnings).isEmpty();
    }
  }
}
