package org.busbar.poller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.busbar.poller.modbus.LinkOptions;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SiteFileTest {
  private static final Path REFERENCE = Path.of("../docs/reference/site.md");

  @TempDir private Path folder;

  /** Walks src/test/resources/broken-sites: every problem at once, each at its place. */
  @TestFactory
  Stream<DynamicTest> everyBrokenSiteSaysAllThatIsWrongWithItAtOnce() throws Exception {
    Path broken = Path.of(SiteFileTest.class.getResource("/broken-sites").toURI());
    try (Stream<Path> files = Files.list(broken)) {
      List<Path> expected = files.filter(f -> f.toString().endsWith(".expected")).sorted().toList();
      assertThat(expected).hasSizeGreaterThanOrEqualTo(3);
      return expected.stream()
          .map(e -> DynamicTest.dynamicTest(e.getFileName().toString(), () -> compare(e)));
    }
  }

  private static void compare(Path expected) throws Exception {
    Path site = Path.of(expected.toString().replace(".expected", ".yaml"));
    BadFile bad = catchThrowableOfType(BadFile.class, () -> SiteFile.load(site));
    assertThat(bad).isNotNull();
    List<String> lines = bad.problems().stream().map(SiteFileTest::line).toList();
    assertThat(lines).isEqualTo(Files.readAllLines(expected));
  }

  private static String line(Problem problem) {
    boolean guess = problem.fix().startsWith("did you mean") || problem.code().equals("Y020");
    return problem.at().line()
        + ":"
        + problem.at().column()
        + " "
        + problem.code()
        + " "
        + problem.message()
        + (guess ? " -> " + problem.fix() : "");
  }

  @Test
  void keyThatStandsInTheFileIsNotRepeatedInAnyProblem() {
    Path site = Path.of("src/test/resources/broken-sites/values.yaml");
    BadFile bad = catchThrowableOfType(BadFile.class, () -> SiteFile.load(site));
    assertThat(bad.problems()).noneMatch(p -> p.render().contains("notforthelog"));
  }

  @Test
  void problemsOfTheMapsAreListedWithTheSitesOwn() throws Exception {
    Files.writeString(folder.resolve("broken-map.yaml"), "map: broken\nvalues: 7\n");
    Path site = write("{name: one, map: ./broken-map.yaml, host: 192.0.2.1}");
    BadFile bad = catchThrowableOfType(BadFile.class, () -> SiteFile.load(site));
    assertThat(bad.problems()).anyMatch(p -> p.code().equals("P204"));
    assertThat(bad.problems()).anyMatch(p -> p.at().file().contains("broken-map.yaml"));
  }

  @Test
  void shortestSiteHasEverythingElseByDefault() throws Exception {
    SiteConfig site = SiteFile.load(write("{name: one, map: sunspec-inverter, host: 192.0.2.1}"));
    assertThat(site.interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(site.detailInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(site.outboxPath()).isEqualTo(folder.resolve("outbox.db"));
    DeviceConfig device = site.devices().get(0);
    assertThat(device.port()).isEqualTo(502);
    assertThat(device.unitId()).isEqualTo(1);
    assertThat(device.role()).isEqualTo(Role.INVERTER);
    assertThat(device.options().timeout()).isEqualTo(device.map().limits().timeout());
    assertThat(device.options().compatibility()).isEqualTo(LinkOptions.Compatibility.NONE);
  }

  @Test
  void secretIsFetchedFromEnvironmentOrFileAndNeverPrinted() throws Exception {
    Files.writeString(folder.resolve("key"), "  busbar_secret\n");
    Secret file = new Secret("${file:key}", folder);
    assertThat(file.reveal(Map.of())).isEqualTo("busbar_secret");
    assertThat(file.toString()).doesNotContain("busbar_secret");
    Secret variable = new Secret("${env:SITE_KEY}", folder);
    assertThat(variable.reveal(Map.of("SITE_KEY", "busbar_x"))).isEqualTo("busbar_x");
    assertThatThrownBy(() -> variable.reveal(Map.of()))
        .isInstanceOf(Secret.Missing.class)
        .hasMessageContaining("${env:SITE_KEY}");
  }

  @Test
  void everySiteFileOfTheReferenceLoads() throws Exception {
    String text = Files.readString(REFERENCE);
    int count = 0;
    for (String block : text.split("```yaml\n", -1)) {
      if (block.startsWith("site:")) {
        Path site = folder.resolve("reference-" + count++ + ".yaml");
        Files.writeString(site, block.substring(0, block.indexOf("```")));
        assertThat(SiteFile.load(site).devices()).isNotEmpty();
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyExampleLoads() throws Exception {
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      for (Path example : examples.filter(e -> e.toString().endsWith(".yaml")).toList()) {
        assertThat(SiteFile.load(example).devices()).as(example.toString()).hasSizeGreaterThan(2);
      }
    }
  }

  private Path write(String device) throws Exception {
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site,
        "site: {name: one, timezone: Europe/Berlin}\n"
            + "central: {url: 'https://centre.example', key: '${env:BUSBAR_SITE_KEY}'}\n"
            + "devices:\n  - "
            + device
            + "\n");
    return site;
  }
}
