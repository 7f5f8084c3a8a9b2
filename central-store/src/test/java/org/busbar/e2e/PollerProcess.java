package org.busbar.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A poller in a process of its own, as it runs on a site PC: it can be stopped, or killed. */
final class PollerProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final Path log;

  private PollerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code busbar-poller run} with the site key in the environment. */
  static PollerProcess start(Path config, String key) {
    Path log = config.resolveSibling("poller.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.busbar.poller.PollerMain",
            "run",
            "--config",
            config.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(new File("/dev/null"));
    builder.environment().put("BUSBAR_SITE_KEY", key);
    try {
      return new PollerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing of the process runs on. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** SIGTERM, as a service manager stops it; the JVM then ends with 128 + 15. */
  void stop() {
    process.destroy();
    await();
    if (process.exitValue() != 0 && process.exitValue() != 128 + 15) {
      throw new AssertionError("exit code " + process.exitValue() + ":\n" + log());
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the poller did not end within " + STOP_SECONDS + " s:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
