package org.busbar.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
  @TempDir Path folder;

  private static List<Problem> problems(String text) {
    BadFile bad = catchThrowableOfType(BadFile.class, () -> YamlFile.parse("f.yaml", text));
    assertThat(bad).as("must be refused: %s", text).isNotNull();
    return bad.problems();
  }

  @Test
  void everyValueAndKeyHasItsPlace() throws BadFile {
    YamlFile file = YamlFile.parse("f.yaml", "a: 1\nb:\n  - {c: x, d/e: 0x10}\n  - \"010\"\n");
    assertThat(file.at("/a")).isEqualTo(new Location("f.yaml", 1, 4));
    assertThat(file.at("/b/0/c")).isEqualTo(new Location("f.yaml", 3, 9));
    assertThat(file.atKey("/b/0/c")).isEqualTo(new Location("f.yaml", 3, 6));
    assertThat(file.at("/b/1")).isEqualTo(new Location("f.yaml", 4, 5));
    assertThat(file.at("/b/1/none")).isEqualTo(file.at("/b/1"));
    assertThat(file.at(YamlFile.child("/b/0", "d/e")).column()).isEqualTo(17);
    assertThat(file.root().at("/b/0").path("d/e").asInt()).isEqualTo(16);
    assertThat(file.root().at("/b/1").asText()).isEqualTo("010");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 010",
        "a: 0012",
        "a: -07",
        "a: yes",
        "a: No",
        "a: on",
        "a: OFF",
        "a: y",
        "a: 1_000",
        "a: 0b11",
        "a: 0o17",
        "a: .inf",
        "a: .NaN",
        "a: 1\na: 2",
        "a: &x 1\nb: *x",
        "a: !!str 1",
        "a:\n\tb: 1",
        "a: 1\n---\nb: 2",
        "a: [1, 2",
        "a: {b: 1",
        "a: 'x",
        "<<: {a: 1}",
        "a: @x",
        "- a\nb: 1",
        "? [a]\n: 1"
      })
  void whatYamlReadersDisagreeAboutIsRefusedWithItsPlace(String text) {
    assertThat(problems(text))
        .allSatisfy(
            p -> {
              assertThat(p.code()).startsWith("Y0");
              assertThat(p.at().line()).isBetween(1, 4);
              assertThat(p.render()).startsWith("f.yaml:" + p.at().line() + ":");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"010\"",
        "a: 'yes'",
        "a: 12:30:45",
        "a: 0",
        "a: -1.5e3",
        "a: 0xFFFF",
        "a: true",
        "a: ~",
        "a: |\n  yes",
        "\uFEFFa: 1",
        "",
        "# nothing",
        "yes: 1",
        "a: 2026-01-01"
      })
  void whatMeansOneThingIsRead(String text) throws BadFile {
    assertThat(YamlFile.parse("f.yaml", text).root()).isNotNull();
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() {
    assertThat(problems("a: 010\nb: yes\nc: 1\nc: 2\nd: *x\n"))
        .extracting(p -> p.at().line())
        .containsExactly(1, 2, 4, 5);
  }

  @Test
  void aProblemShowsItsLineACaretAndAFix() {
    Problem problem = problems("a: 1\nbcd: 010\n").get(0);
    assertThat(problem.render())
        .isEqualTo(
            """
            f.yaml:2:6 error Y020 '010' has a leading zero: some YAML readers take it as octal
                2 | bcd: 010
                         ^
              allowed: a decimal number, or 0x… hexadecimal
              fix: write 10, or "010" if it is text""");
  }

  @Test
  void depthIsLimited() {
    assertThat(problems("[".repeat(60) + "]".repeat(60)).get(0).code()).isEqualTo("Y013");
    assertThat(problems("[".repeat(100_000)).get(0).code()).startsWith("Y01");
  }

  @Test
  void sizeAndEncodingAreLimited() throws Exception {
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, "#".repeat(YamlFile.MAX_BYTES + 1));
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    for (Path path : List.of(large, latin, folder.resolve("absent.yaml"), folder)) {
      BadFile bad = catchThrowableOfType(BadFile.class, () -> YamlFile.read(path));
      assertThat(bad.problems().get(0).code()).startsWith("Y00");
    }
  }

  @Test
  void theNearestKnownWordIsFoundAndNonsenseHasNone() {
    List<String> known = List.of("address", "scale", "word_order");
    assertThat(NearestWord.of("adress", known)).contains("address");
    assertThat(NearestWord.of("word-order", known)).contains("word_order");
    assertThat(NearestWord.of("SCALE", known)).contains("scale");
    assertThat(NearestWord.of("qqqqqq", known)).isEmpty();
  }
}
