package org.busbar.poller.poll;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.YamlFile;

/** Folders of YAML cases among the test resources. */
final class GoldenCases {
  private GoldenCases() {}

  static List<YamlFile> of(String folder) throws IOException, BadFile, URISyntaxException {
    Path path = Path.of(GoldenCases.class.getResource("/" + folder).toURI());
    List<Path> files;
    try (Stream<Path> found = Files.list(path)) {
      files = found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    List<YamlFile> cases = new ArrayList<>();
    for (Path file : files) {
      cases.add(YamlFile.parse(file.getFileName().toString(), Files.readString(file)));
    }
    return cases;
  }
}
