package org.busbar.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)");
  private static final Pattern EVIDENCE = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : files(".md")) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          dead.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyTestThatIsNamedAsEvidenceExists() throws IOException {
    List<Path> tests = files(".java");
    List<String> missing = new ArrayList<>();
    Matcher named =
        EVIDENCE.matcher(Files.readString(ROOT.resolve("docs").resolve("requirements.md")));
    while (named.find()) {
      String name = named.group(1) + ".java";
      String method = named.group(2);
      boolean found = false;
      for (Path test : tests) {
        found |=
            test.getFileName().toString().equals(name)
                && (method == null || Files.readString(test).contains(" " + method + "("));
      }
      if (!found) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(
              file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git|\\.demo)/.*"))
          .toList();
    }
  }
}
