package org.busbar.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the house that only the source text shows. */
class SourceRulesTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int LONGEST_FILE = 300;
  private static final Pattern SQL_TEXT =
      Pattern.compile(
          "\"\\s*(select|insert into|update|delete from|with|alter|create table|drop)\\s+\\w",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\b(TODO|FIXME|XXX)\\b|@Disabled|printStackTrace\\(\\)|catch \\((Exception|Throwable) ignored");
  private static final Pattern MACHINE_PATH = Pattern.compile("/(work|root|tmp/wt|home/\\w+)/");

  @Test
  void noFileIsLongerThanThreeHundredLines() throws IOException {
    assertThat(offenders("java|js|css|sql", (file, lines) -> lines.size() > LONGEST_FILE))
        .isEmpty();
  }

  @Test
  void sqlOfTheCentreLivesInSqlFiles() throws IOException {
    assertThat(
            offenders(
                "java",
                (file, lines) ->
                    file.startsWith("central-store/src/main")
                        && lines.stream().anyMatch(line -> SQL_TEXT.matcher(line).find())))
        .isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    assertThat(
            offenders(
                "java|js|sql|css",
                (file, lines) ->
                    !file.endsWith("SourceRulesTest.java")
                        && lines.stream().anyMatch(line -> UNFINISHED.matcher(line).find())))
        .isEmpty();
  }

  @Test
  void noFileNamesAPathOfSomebodysMachine() throws IOException {
    assertThat(
            offenders(
                "java|js|sql|css|md|yaml|xml|sh|json",
                (file, lines) ->
                    !file.endsWith("SourceRulesTest.java")
                        && lines.stream().anyMatch(line -> MACHINE_PATH.matcher(line).find())))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatNullMeans() throws IOException {
    List<String> bare = new ArrayList<>();
    for (String module : List.of("register-maps", "simulator", "poller", "central-store")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .forEach(folder -> bare.add(ROOT.relativize(folder).toString()));
      }
    }
    assertThat(bare).isEmpty();
  }

  private interface Check {
    boolean offends(String file, List<String> lines);
  }

  private static List<String> offenders(String endings, Check check) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = ROOT.relativize(file).toString().replace('\\', '/');
        boolean ours =
            name.matches(".*\\.(" + endings + ")")
                && !name.matches("(.*/)?(target|\\.git|\\.demo|node_modules)/.*");
        if (ours && check.offends(name, Files.readAllLines(file))) {
          found.add(name);
        }
      }
    }
    return found;
  }
}
