package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every broken map gives all its problems, in these words; its .problems file is the truth. To
 * write those files anew and read the difference: -Dbroken-maps.write=true.
 */
class BrokenMapsTest {
  private static final Path FOLDER = Path.of("src/test/resources/broken-maps");

  static List<Path> maps() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void brokenMapGivesAllItsProblemsAtOnce(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String text = Files.readString(file);
    BadFile bad =
        catchThrowableOfType(BadFile.class, () -> MapLoader.load(YamlFile.parse(name, text)));
    assertThat(bad).as(name).isNotNull();
    String found =
        bad.problems().stream().map(Problem::render).collect(Collectors.joining("\n\n")) + "\n";
    Path expected = Path.of(file.toString().replace(".yaml", ".problems"));
    if (Boolean.getBoolean("broken-maps.write")) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
  }

  @Test
  void valuesOfDifferentTypesOnTheSameWordsAreWarnedAbout() throws BadFile {
    String text =
        """
        map: overlap
        title: Overlap
        source: a test
        values:
          - {name: a, address: 1, type: uint32}
          - {name: b, address: 2, type: int16}
          - {name: c, address: 9, type: uint16, bits: {shift: 0}}
          - {name: d, address: 9, type: uint16, bits: {shift: 1}}
          - {name: e, address: 11, type: uint8_high}
          - {name: f, address: 11, type: uint8_low}
        """;
    assertThat(MapLoader.warnings(YamlFile.parse("overlap.yaml", text)))
        .extracting(Problem::code, p -> p.at().line())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("W201", 6));
  }

  @Test
  void anUnknownShippedMapNamesTheNearest() {
    BadFile bad = catchThrowableOfType(BadFile.class, () -> MapLoader.shipped("sunspec-invertor"));
    assertThat(bad.problems().get(0).fix()).contains("sunspec-inverter");
    Path here = Path.of(".");
    bad = catchThrowableOfType(BadFile.class, () -> MapLoader.loadReference("./no.yaml", here));
    assertThat(bad.problems().get(0).code()).isEqualTo("Y001");
  }
}
