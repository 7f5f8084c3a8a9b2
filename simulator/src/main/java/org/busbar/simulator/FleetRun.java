package org.busbar.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Drives the centre with the readings of many sites, some sites per connection. */
final class FleetRun {
  /**
   * How it is driven.
   *
   * @param interval time between two readings of a site, 1 ms..1 h
   * @param batch most readings in a batch, 1..5000
   * @param duration how long at most, above 0
   * @param history how much of the past is sent as fast as the centre takes it; zero for readings
   *     of now, in real time
   * @param connections how many batches are on their way at once, 1 or more
   */
  record Plan(Duration interval, int batch, Duration duration, Duration history, int connections) {}

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Plan plan;
  private final FleetClient client;
  private final Clock clock;
  private final LongSupplier nanos;
  private final FleetTotals totals = new FleetTotals();
  private final AtomicReference<FleetAnswer> stop = new AtomicReference<>();

  FleetRun(Plan plan, FleetClient client, Clock clock, LongSupplier nanos) {
    this.plan = plan;
    this.client = client;
    this.clock = clock;
    this.nanos = nanos;
  }

  FleetTotals totals() {
    return totals;
  }

  /** What ended the run before its time; null when it ran to its end. */
  AtomicReference<FleetAnswer> stopped() {
    return stop;
  }

  /** Runs to the end of its duration, or of the history, or until a key is refused. */
  void run(List<FleetKeys.Entry> keys) throws InterruptedException {
    Instant first = aligned(clock.instant().minus(plan.history()));
    Instant last = clock.instant();
    long deadline = nanos.getAsLong() + plan.duration().toNanos();
    List<List<FleetSite>> shares = shares(keys, first);
    ExecutorService workers = Executors.newFixedThreadPool(shares.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (List<FleetSite> share : shares) {
        running.add(workers.submit(() -> work(share, last, deadline)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a connection of the fleet failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /** The next whole multiple of the interval, as pollers align to the wall clock. */
  private Instant aligned(Instant from) {
    long step = plan.interval().toMillis();
    return Instant.ofEpochMilli((from.toEpochMilli() / step + 1) * step);
  }

  private List<List<FleetSite>> shares(List<FleetKeys.Entry> keys, Instant first) {
    List<List<FleetSite>> shares = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (i < plan.connections()) {
        shares.add(new ArrayList<>());
      }
      shares.get(i % plan.connections()).add(new FleetSite(keys.get(i), i, first, plan.interval()));
    }
    return shares;
  }

  private Void work(List<FleetSite> share, Instant last, long deadline)
      throws InterruptedException {
    boolean more = true;
    while (more && stop.get() == null && nanos.getAsLong() < deadline) {
      more = false;
      for (FleetSite site : share) {
        more |= plan.history().isZero() ? now(site, deadline) : past(site, last, deadline);
      }
    }
    return null;
  }

  /** Takes a batch of the past; false when the past is over. */
  private boolean past(FleetSite site, Instant last, long deadline) throws InterruptedException {
    while (site.pending() < plan.batch() && !site.nextAt().isAfter(last)) {
      site.take();
    }
    if (site.pending() == 0) {
      return false;
    }
    deliver(site, deadline);
    return true;
  }

  /** Waits for the site's next reading and sends it, with those that time has passed over. */
  private boolean now(FleetSite site, long deadline) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), site.nextAt());
    if (!pause(wait, deadline)) {
      return false;
    }
    while (site.pending() < plan.batch() && !site.nextAt().isAfter(clock.instant())) {
      site.take();
    }
    if (site.pending() > 0) {
      deliver(site, deadline);
    }
    return true;
  }

  private void deliver(FleetSite site, long deadline) throws InterruptedException {
    FleetSite.Batch batch = site.pack();
    while (stop.get() == null) {
      long before = nanos.getAsLong();
      FleetAnswer answer = client.send(site, batch);
      if (answer instanceof FleetAnswer.Receipt receipt) {
        totals.receipt(batch, receipt, nanos.getAsLong() - before);
        return;
      }
      if (answer instanceof FleetAnswer.Refused refused) {
        totals.refused(batch, refused.why());
        return;
      }
      if (!againAfter(answer, deadline)) {
        break;
      }
    }
    totals.unsent(batch.readings());
  }

  private boolean againAfter(FleetAnswer answer, long deadline) throws InterruptedException {
    if (answer instanceof FleetAnswer.Later later) {
      totals.retry(later.why());
      return pause(later.retryAfter(), deadline);
    }
    if (answer instanceof FleetAnswer.Unreachable nobody) {
      totals.retry(nobody.why());
      if (totals.anyReceipt() && pause(FIRST_RETRY, deadline)) {
        return true;
      }
    }
    stop.compareAndSet(null, answer);
    return false;
  }

  /** Waits; false when the run is over before. */
  private boolean pause(Duration wait, long deadline) throws InterruptedException {
    long until = nanos.getAsLong() + Math.max(0, wait.toNanos());
    while (stop.get() == null && until <= deadline) {
      long left = until - nanos.getAsLong();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(Math.min(left, 100_000_000));
      if (Thread.interrupted()) {
        throw new InterruptedException("the fleet was told to end");
      }
    }
    return false;
  }
}
