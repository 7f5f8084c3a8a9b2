package org.busbar.simulator;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fleet}: readings of many sites to the centre. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "Sends balanced readings of many simulated sites to the centre.")
final class FleetCommand implements Callable<Integer> {
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  private static final int LARGEST_BATCH = 5_000;

  private final Clock clock;
  private final LongSupplier nanos;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "The centre, such as http://127.0.0.1:8080.")
  private URI url;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description = "Lines of site,key; one site for each.")
  private Path keys;

  @Option(
      names = "--sites",
      paramLabel = "N",
      description = "How many of the keys to use; all unless given.")
  private int sites;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Time between two readings of a site, up to 1h. Default 10s.")
  private String interval = "10s";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Most readings in a request, 1 to 5000. Default 100.")
  private int batch = 100;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long to run at most. Default 60s.")
  private String duration = "60s";

  @Option(
      names = "--history",
      paramLabel = "TIME",
      description =
          "Send this much of the past, as fast as the centre takes it; readings of now, in real"
              + " time, unless given.")
  private String history = "";

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Requests on their way at once, 1 to 1000. Default 8.")
  private int connections = 8;

  @Option(names = "--gzip", description = "Compress requests.")
  private boolean gzip;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  FleetCommand(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  @Override
  public Integer call() throws Exception {
    FleetRun.Plan plan = plan();
    List<FleetKeys.Entry> entries = FleetKeys.read(keys, sites);
    FleetRun run = new FleetRun(plan, new FleetClient(url, gzip), clock, nanos);
    long before = nanos.getAsLong();
    run.run(entries);
    double seconds = Math.max(1e-9, (nanos.getAsLong() - before) / 1e9);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? run.totals().json(seconds) : run.totals().text(seconds));
    out.flush();
    return exitCode(run);
  }

  private int exitCode(FleetRun run) {
    Optional<FleetAnswer> stopped = Optional.ofNullable(run.stopped().get());
    PrintWriter err = spec.commandLine().getErr();
    stopped.ifPresent(answer -> err.println(reason(answer)));
    err.flush();
    if (stopped.filter(FleetAnswer.Unauthorized.class::isInstance).isPresent()) {
      return ExitCode.AUTH;
    }
    if (stopped.isPresent() && !run.totals().anyReceipt()) {
      return ExitCode.UNREACHABLE;
    }
    return run.totals().complete() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private static String reason(FleetAnswer answer) {
    if (answer instanceof FleetAnswer.Unauthorized refused) {
      return "key refused: " + refused.why() + "; check the keys file";
    }
    if (answer instanceof FleetAnswer.Unreachable nobody) {
      return "centre unreachable: " + nobody.why() + "; check --url and that the centre runs";
    }
    return "ended: " + answer;
  }

  private FleetRun.Plan plan() {
    String scheme = String.valueOf(url.getScheme());
    check(scheme.equals("http") || scheme.equals("https"), "--url must begin with http(s)://");
    check(sites >= 0, "--sites must be 1 or more");
    check(batch >= 1 && batch <= LARGEST_BATCH, "--batch must be 1 to " + LARGEST_BATCH);
    check(connections >= 1 && connections <= 1_000, "--connections must be 1 to 1000");
    Duration step = time("--interval", interval);
    check(step.compareTo(LONGEST_INTERVAL) <= 0, "--interval must be 1h at most");
    Duration past = history.isEmpty() ? Duration.ZERO : time("--history", history);
    return new FleetRun.Plan(step, batch, time("--duration", duration), past, connections);
  }

  private Duration time(String option, String text) {
    return Durations.parse(text)
        .orElseThrow(
            () -> wrong(option + " '" + text + "' is no time such as 500ms, 10s, 5m, 24h or 30d"));
  }

  private void check(boolean good, String message) {
    if (!good) {
      throw wrong(message);
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
