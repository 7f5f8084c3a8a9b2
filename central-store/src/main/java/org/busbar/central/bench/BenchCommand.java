package org.busbar.central.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import org.busbar.central.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: measures this program on the machine at hand. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this program on this machine, in a throw-away database that syncs every commit.",
      "The figures of docs/performance.md come from here."
    })
public final class BenchCommand implements Runnable {
  private final Clock clock;
  @Spec CommandSpec spec;

  public BenchCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What shall be measured: ingest, latest, rollup or alerts?");
  }

  @Command(
      name = "ingest",
      mixinStandardHelpOptions = true,
      description =
          "Readings a second over HTTP, in batches of 100 with 21 measures each, beside a naive"
              + " server that only inserts.")
  int ingest(
      @Option(names = "--seconds", defaultValue = "60", description = "How long each is measured.")
          int seconds,
      @Option(names = "--connections", defaultValue = "8", description = "Keep-alive connections.")
          int connections,
      @Option(names = "--committers", defaultValue = "2", description = "Threads that commit.")
          int committers,
      @Option(names = "--no-naive", description = "Leave the naive server out.") boolean alone,
      @Option(names = "--json", description = "Answer as JSON.") boolean json)
      throws Exception {
    IngestBench bench =
        new IngestBench(
            new IngestBench.Load(connections, seconds, committers), clock, System::nanoTime);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode result = mapper.createObjectNode();
    IngestBench.Figures busbar = bench.busbar();
    result.set("busbar", mapper.valueToTree(busbar));
    StringBuilder text = new StringBuilder(line(busbar));
    if (!alone) {
      IngestBench.Figures naive = bench.naive();
      double ratio = (double) busbar.readingsPerSecond() / naive.readingsPerSecond();
      result.set("naive", mapper.valueToTree(naive));
      result.put("ratio", ratio);
      text.append(line(naive)).append(String.format(Locale.ROOT, "ratio  %.2f%n", ratio));
    }
    say(json ? mapper.writeValueAsString(result) + System.lineSeparator() : text.toString());
    return ExitCode.OK.code();
  }

  @Command(
      name = "latest",
      mixinStandardHelpOptions = true,
      description =
          "The query of latest readings over 120 sites with 90 days of readings every 5 minutes.")
  int latest(
      @Option(names = "--sites", defaultValue = "120", description = "How many sites.") int sites,
      @Option(names = "--days", defaultValue = "90", description = "How many days.") int days,
      @Option(names = "--json", description = "Answer as JSON.") boolean json)
      throws Exception {
    LatestBench.Figures figures = new LatestBench(clock, System::nanoTime).measure(sites, days);
    say(
        json
            ? new ObjectMapper().writeValueAsString(figures) + System.lineSeparator()
            : String.format(
                Locale.ROOT,
                "latest readings: median %.2f ms, 99th percentile %.2f ms; %d sites, %d readings%n",
                figures.medianMillis(),
                figures.p99Millis(),
                figures.sites(),
                figures.readings()));
    return ExitCode.OK.code();
  }

  @Command(
      name = "rollup",
      mixinStandardHelpOptions = true,
      description =
          "The roll-up of one hour of 120 sites with 90 days of readings every 5 minutes, and of a"
              + " back-fill of a week.")
  int rollup(
      @Option(names = "--sites", defaultValue = "120", description = "How many sites.") int sites,
      @Option(names = "--days", defaultValue = "90", description = "How many days.") int days,
      @Option(names = "--json", description = "Answer as JSON.") boolean json)
      throws Exception {
    RollupBench.Figures figures = new RollupBench(clock, System::nanoTime).measure(sites, days);
    say(
        json
            ? new ObjectMapper().writeValueAsString(figures) + System.lineSeparator()
            : String.format(
                Locale.ROOT,
                "one hour: median %.2f ms, 99th percentile %.2f ms; %d sites, %d readings%n"
                    + "back-fill: %d hours and their days in %.0f ms%n",
                figures.medianMillis(),
                figures.p99Millis(),
                figures.sites(),
                figures.readings(),
                figures.backfillHours(),
                figures.backfillMillis()));
    return ExitCode.OK.code();
  }

  @Command(
      name = "alerts",
      mixinStandardHelpOptions = true,
      description = "One evaluation of every alert rule over a new reading of each of 120 sites.")
  int alerts(
      @Option(names = "--sites", defaultValue = "120", description = "How many sites.") int sites,
      @Option(names = "--days", defaultValue = "30", description = "How many days.") int days,
      @Option(names = "--json", description = "Answer as JSON.") boolean json)
      throws Exception {
    AlertBench.Figures figures = new AlertBench(clock, System::nanoTime).measure(sites, days);
    say(
        json
            ? new ObjectMapper().writeValueAsString(figures) + System.lineSeparator()
            : String.format(
                Locale.ROOT,
                "alerts: median %.2f ms, 99th percentile %.2f ms; %d sites, %d readings%n",
                figures.medianMillis(),
                figures.p99Millis(),
                figures.sites(),
                figures.readings()));
    return ExitCode.OK.code();
  }

  private static String line(IngestBench.Figures figures) {
    return String.format(
        Locale.ROOT,
        "%-6s %,9d readings/s  Java %.2f cores  PostgreSQL %.2f cores  heap %d MiB%n",
        figures.server(),
        figures.readingsPerSecond(),
        figures.javaCores(),
        figures.postgresCores(),
        figures.heapMib());
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
