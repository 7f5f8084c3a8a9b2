package org.busbar.central;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.ingest.IngestLimits;
import org.busbar.central.ingest.Retention;
import org.busbar.central.jobs.JobScheduler;
import org.busbar.central.jobs.JobSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: brings the schema up to date and serves until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Takes readings, serves the pages and runs the jobs, until it is stopped.",
      "Brings the schema up to date first. CRON_SECRET in the environment is what /api/cron/hourly",
      "must be called with; unset, that route refuses everyone."
    })
final class ServeCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final Clock clock;
  @Mixin DatabaseOptions database;
  @Spec CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 = any free one (default: the variable PORT, or 8080).")
  @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 = every one (default: ${DEFAULT-VALUE}).")
  String host;

  @Option(
      names = "--open-telemetry",
      description =
          "Accept POST /api/telemetry without a key, for development; refused unless --host is"
              + " loopback.")
  boolean openTelemetry;

  @Option(
      names = "--plain-http",
      description =
          "Browsers come by plain http: session cookies are not marked Secure; refused unless --host"
              + " is loopback.")
  boolean plainHttp;

  @Option(
      names = "--retention-months",
      paramLabel = "N",
      defaultValue = "25",
      description = "Months for which raw readings are kept (default: ${DEFAULT-VALUE}).")
  int retentionMonths;

  @Option(
      names = "--batch-items",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Readings that one batch may hold (default: ${DEFAULT-VALUE}).")
  int batchItems;

  @Option(
      names = "--group-rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Readings committed together at most (default: ${DEFAULT-VALUE}).")
  int groupRows;

  @Option(
      names = "--key-rows-per-second",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Readings a second that one site key may send (default: ${DEFAULT-VALUE}).")
  int rowsPerSecond;

  ServeCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws DatabaseUnavailable, InterruptedException {
    ServerConfig config = config();
    try (Database opened = Database.open(database.config(environment), clock)) {
      Migrations.apply(opened, clock.instant());
      serve(config, opened);
      return ExitCode.OK.code();
    }
  }

  private void serve(ServerConfig config, Database opened) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              awaitQuietly(stopped);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Central central = Central.start(config, opened, clock);
        JobScheduler jobs =
            JobScheduler.start(opened, clock, JobSettings.defaults(config.retention()))) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("busbar-central listens on http://%s:%d%n", config.host(), central.port());
      out.printf("jobs: %s%n", String.join(", ", jobs.runner().names()));
      out.flush();
      stop.await();
    } finally {
      opened.close();
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerConfig config() {
    IngestLimits base = IngestLimits.defaults();
    IngestLimits limits =
        new IngestLimits(
            base.maxWireBytes(),
            base.maxExpandedBytes(),
            batchItems,
            groupRows,
            Math.max(base.maxQueuedRows(), batchItems),
            base.committers(),
            rowsPerSecond);
    return new ServerConfig(
        host,
        port == null ? environmentPort() : port,
        environment.get("CRON_SECRET"),
        openTelemetry,
        plainHttp,
        limits,
        new Retention(retentionMonths));
  }

  private int environmentPort() {
    String text = environment.getOrDefault("PORT", "");
    if (text.isBlank()) {
      return ServerConfig.DEFAULT_PORT;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The variable PORT is '%s'; it must be a number, 0 to 65535".formatted(text), e);
    }
  }
}
