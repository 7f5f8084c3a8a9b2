package org.busbar.poller.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.busbar.maps.MapLoader;
import org.busbar.poller.config.SiteFile;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with site files and maps. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks site files and register maps; shows every problem with its place.",
    footer = "Exit codes: 0 all good, 1 warnings only, 3 errors")
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Site files and register maps.")
  private List<Path> files;

  @Option(names = "--json", description = "Problems as JSON.")
  private boolean json;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A problem, and whether the file can still be used. */
  private record Finding(Problem problem, boolean error) {}

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      check(file, findings);
    }
    if (json) {
      surroundings.out().println(json(findings).toPrettyString());
    } else {
      print(findings);
    }
    if (findings.stream().anyMatch(Finding::error)) {
      return ExitCode.CONFIG_INVALID;
    }
    return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void check(Path path, List<Finding> findings) {
    try {
      YamlFile file = YamlFile.read(path);
      if (file.root().has("devices") || file.root().has("site")) {
        SiteFile.load(path);
        return;
      }
      MapLoader.load(file);
      MapLoader.warnings(file).forEach(p -> findings.add(new Finding(p, false)));
    } catch (BadFile e) {
      e.problems().forEach(p -> findings.add(new Finding(p, true)));
    }
  }

  private void print(List<Finding> findings) {
    for (Finding finding : findings) {
      String text = finding.problem().render();
      surroundings
          .out()
          .println(finding.error() ? text : text.replaceFirst(" error ", " warning "));
    }
    long errors = findings.stream().filter(Finding::error).count();
    surroundings
        .out()
        .println(
            findings.isEmpty()
                ? files.size() + " file(s) good"
                : errors + " error(s), " + (findings.size() - errors) + " warning(s)");
  }

  private static ArrayNode json(List<Finding> findings) {
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (Finding finding : findings) {
      Problem problem = finding.problem();
      ObjectNode node = list.addObject();
      node.put("severity", finding.error() ? "error" : "warning");
      node.put("code", problem.code());
      node.put("file", problem.at().file());
      node.put("line", problem.at().line());
      node.put("column", problem.at().column());
      node.put("message", problem.message());
      node.put("allowed", problem.allowed());
      node.put("fix", problem.fix());
      node.put("snippet", problem.snippet());
    }
    return list;
  }
}
