package org.busbar.poller.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.busbar.poller.config.Secret;
import org.busbar.poller.config.SiteConfig;
import org.busbar.poller.config.SiteFile;
import org.busbar.poller.forward.ForwardLoop;
import org.busbar.poller.forward.Forwarder;
import org.busbar.poller.outbox.Outbox;
import org.busbar.poller.outbox.OutboxUnusable;
import org.busbar.poller.poll.PollSchedule;
import org.busbar.poller.poll.SitePoller;
import org.busbar.yaml.BadFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs unattended until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Polls a site and forwards its readings until stopped (SIGTERM, Ctrl-C).")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final Duration EXCHANGE = Duration.ofSeconds(30);
  private static final long STOP_SECONDS = 9;

  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site file.")
  private Path file;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws BadFile {
    SiteConfig config = SiteFile.load(file);
    try (Outbox outbox =
        Outbox.open(config.outboxPath(), config.outboxLimits(), surroundings.clock())) {
      String key = config.centralKey().reveal(surroundings.environment());
      LOG.info(
          "{}: {} devices every {} ms, outbox {} ({})",
          config.name(),
          config.devices().size(),
          config.interval().toMillis(),
          config.outboxPath(),
          outbox.id());
      run(config, outbox, key);
      return ExitCode.OK;
    } catch (OutboxUnusable e) {
      surroundings.err().println("busbar-poller: " + e.getMessage());
      return ExitCode.OUTBOX;
    } catch (Secret.Missing e) {
      surroundings.err().println("busbar-poller: " + e.getMessage());
      return ExitCode.AUTH_MISSING;
    }
  }

  private void run(SiteConfig config, Outbox outbox, String key) {
    PollSchedule schedule =
        new PollSchedule(config.interval(), surroundings.clock(), surroundings.nanoTime());
    Forwarder forwarder =
        new Forwarder(config.centralUrl(), key, EXCHANGE, RandomGenerator.getDefault());
    ForwardLoop forwarding = new ForwardLoop(outbox, forwarder);
    Thread thread = new Thread(forwarding, "forward");
    try (SitePoller poller =
        new SitePoller(config, outbox, schedule, surroundings.nanoTime(), bootId())) {
      CountDownLatch ended = stopOnSignal(poller, forwarding, thread);
      thread.start();
      poller.run();
      end(forwarding, thread);
      outbox.close();
      ended.countDown();
    }
  }

  /** The signal's thread must outlive the work: the machine halts when it returns. */
  private static CountDownLatch stopOnSignal(
      SitePoller poller, ForwardLoop forwarding, Thread thread) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              poller.stop();
              forwarding.stop();
              thread.interrupt();
              try {
                boolean clean = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
                LOG.info(clean ? "stopped" : "stopped without waiting any longer");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return ended;
  }

  private static void end(ForwardLoop forwarding, Thread thread) {
    forwarding.stop();
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The kernel's id of this start of the machine; elsewhere one of this start of the poller. */
  private static String bootId() {
    Path kernel = Path.of("/proc/sys/kernel/random/boot_id");
    String id = UUID.randomUUID().toString();
    if (Files.isReadable(kernel)) {
      try {
        id = Files.readString(kernel).strip();
      } catch (IOException e) {
        LOG.debug("no boot id of the kernel: {}", e.toString());
      }
    }
    return id.replace("-", "");
  }
}
