package org.busbar.central.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.busbar.central.SampleFleet;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The SQL of the central team's guide runs as it stands there. */
@ExtendWith(TestDatabase.class)
class GuideTest {
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("-f (sql/\\S+\\.sql)");
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyExampleRunsAndNamesColumnsThatExist(Database database) throws IOException {
    SampleFleet fleet = new SampleFleet(database, TestDatabase.NOW);
    long site = fleet.site(fleet.organization("guide"), "Guide");
    fleet.day(site, Duration.ofMinutes(1), 50);
    List<String> examples = SQL.matcher(guide()).results().map(m -> m.group(1)).toList();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (String example : examples) {
      List<Map<String, Object>> rows =
          database.jdbi().withHandle(handle -> handle.createQuery(example).mapToMap().list());
      assertThat(rows).as(example).isNotNull();
    }
  }

  @Test
  void everyFileThatTheGuideRunsExists() throws IOException {
    Matcher files = FILE.matcher(guide());

    assertThat(files.results().map(m -> ROOT.resolve(m.group(1))).toList())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/guide/central-team.md"));
  }
}
