package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.Test;

/** The reference page says what the loader does. */
class ReferencePageTest {
  private static final Path PAGE = Path.of("../docs/reference/register-map.md");
  private static final Pattern SNIPPET = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetLoads() throws Exception {
    Matcher snippets = SNIPPET.matcher(Files.readString(PAGE));
    List<String> loaded = new ArrayList<>();
    while (snippets.find()) {
      RegisterMap map = MapLoader.load(YamlFile.parse("register-map.md", snippets.group(1)));
      loaded.add(map.id());
    }
    assertThat(loaded).containsExactly("example-hybrid", "example-storage", "example-sunspec");
  }

  @Test
  void everyKeyOfTheSchemaIsExplained() throws Exception {
    String page = Files.readString(PAGE);
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("schemas/register-map.schema.json").toFile());
    List<String> keys = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    schema.at("/$defs/value/properties").fieldNames().forEachRemaining(keys::add);
    schema.at("/properties/limits/properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  @Test
  void everyTypeAndEveryCodeIsExplained() throws Exception {
    String page = Files.readString(PAGE);
    assertThat(RawType.values()).allSatisfy(type -> assertThat(page).contains(type.word()));
    assertThat(Quality.values())
        .filteredOn(q -> q != Quality.GOOD)
        .allSatisfy(q -> assertThat(page).contains(q.name()));
    Pattern code = Pattern.compile("\"(M1[0-9]{2})\"");
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/busbar/maps"))) {
      for (Path source : sources.toList()) {
        Matcher codes = code.matcher(Files.readString(source));
        while (codes.find()) {
          assertThat(page).as(source.toString()).contains(codes.group(1));
        }
      }
    }
  }
}
