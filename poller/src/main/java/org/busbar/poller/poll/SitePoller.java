package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.busbar.maps.Quality;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.config.SiteConfig;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.poller.outbox.Appended;
import org.busbar.poller.outbox.Item;
import org.busbar.poller.outbox.Outbox;
import org.busbar.poller.outbox.OutboxFailure;
import org.busbar.poller.outbox.Take;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clockwork of a site: at each tick every connection polls its devices, at the deadline the
 * reading is composed of what arrived and taken into the outbox.
 */
public final class SitePoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SitePoller.class);
  private static final int MOST_PENDING = 360;
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
  private static final Instant SURELY_SET = Instant.parse("2026-01-01T00:00:00Z");

  private final SiteConfig config;
  private final Outbox outbox;
  private final PollSchedule schedule;
  private final LongSupplier nanoTime;
  private final String bootId;
  private final SiteComposer composer;
  private final List<DevicePoller> pollers = new ArrayList<>();
  private final List<ConnectionWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Baseline> memory;
  private final Deque<Take> pending = new ArrayDeque<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private String outboxState = "";
  private boolean first = true;

  /**
   * A poller of one site; its threads start with {@link #run}.
   *
   * @param nanoTime the monotonic clock, ns
   * @param bootId 32 hex digits of this start of the machine
   */
  public SitePoller(
      SiteConfig config,
      Outbox outbox,
      PollSchedule schedule,
      LongSupplier nanoTime,
      String bootId) {
    this.config = config;
    this.outbox = outbox;
    this.schedule = schedule;
    this.nanoTime = nanoTime;
    this.bootId = bootId;
    this.composer = new SiteComposer(config.interval(), config.solarCapacityKw());
    this.memory = new HashMap<>(ReadingJson.baselines(outbox.baselines()));
    connect(RandomGenerator.getDefault());
  }

  private void connect(RandomGenerator random) {
    Map<String, List<DeviceConfig>> links = new LinkedHashMap<>();
    for (DeviceConfig device : config.devices()) {
      links.computeIfAbsent(device.link(), link -> new ArrayList<>()).add(device);
    }
    for (List<DeviceConfig> devices : links.values()) {
      DeviceConfig any = devices.get(0);
      ModbusConnection connection = new ModbusConnection(any.host(), any.port(), nanoTime);
      List<DevicePoller> behind = new ArrayList<>();
      for (DeviceConfig device : devices) {
        behind.add(new DevicePoller(device, connection, config.interval(), nanoTime, random));
      }
      pollers.addAll(behind);
      ConnectionWorker worker = new ConnectionWorker(connection, behind, nanoTime, random);
      workers.add(worker);
      Thread thread = new Thread(worker, "poll-" + any.link());
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** Polls until {@link #stop}; returns when the last reading is taken. */
  public void run() {
    threads.forEach(Thread::start);
    try {
      while (true) {
        PollSchedule.Tick tick = schedule.next();
        if (stop.await(tick.nanos() - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
          return;
        }
        if (tick.skipped() > 0) {
          LOG.warn(
              "{} readings before {} were missed: the machine was too slow or asleep",
              tick.skipped(),
              tick.at());
        }
        tick(tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the reading that is under way finish, and no other begin. */
  public void stop() {
    stop.countDown();
  }

  private void tick(PollSchedule.Tick tick) throws InterruptedException {
    long deadline = tick.nanos() + config.interval().toNanos() / 10 * 9;
    boolean detail = first || tick.at().toEpochMilli() % config.detailInterval().toMillis() == 0;
    Round round = new Round(tick.at(), deadline, first, workers.size());
    for (ConnectionWorker worker : workers) {
      if (!worker.offer(round)) {
        round.done();
      }
    }
    round.await(nanoTime.getAsLong());
    List<EquipmentReading> equipment = equipment(round);
    SiteComposer.Composed composed = composer.compose(tick.at(), equipment, memory);
    memory.putAll(composed.changed());
    List<Item> items = new ArrayList<>();
    items.add(ReadingJson.item(composed.reading()));
    if (detail) {
      equipment.forEach(e -> items.add(ReadingJson.item(e)));
    }
    take(new Take(items, ReadingJson.texts(composed.changed()), bootId, clockState(tick)));
    first = false;
    if (tick.at().toEpochMilli() % HOUSEKEEPING.toMillis() == 0) {
      housekeep();
    }
  }

  /** A full disk must not end the poller: what it took meanwhile waits in memory. */
  private void housekeep() {
    try {
      outbox.housekeep();
    } catch (OutboxFailure e) {
      LOG.warn("outbox not tidied, tried again in {}: {}", HOUSEKEEPING, e.getMessage());
    }
  }

  private List<EquipmentReading> equipment(Round round) {
    List<EquipmentReading> equipment = new ArrayList<>();
    for (DeviceConfig device : config.devices()) {
      for (DevicePoller poller : pollers) {
        if (poller.device().equals(device)) {
          equipment.add(
              round.of(device.name()).orElseGet(() -> poller.absent(round.at(), Quality.BAD_COMM)));
        }
      }
    }
    return equipment;
  }

  private static String clockState(PollSchedule.Tick tick) {
    if (tick.at().isBefore(SURELY_SET)) {
      return "UNSYNCED";
    }
    return tick.stepped() ? "STEPPED" : "SYNCED";
  }

  /** What the disk does not take now waits in memory, oldest dropped first, and goes in order. */
  private void take(Take take) {
    pending.addLast(take);
    if (pending.size() > MOST_PENDING) {
      pending.removeFirst();
      LOG.error("a reading is lost: the outbox has taken nothing for {} readings", MOST_PENDING);
    }
    while (!pending.isEmpty()) {
      Appended appended = outbox.append(pending.getFirst());
      if (appended instanceof Appended.NotTaken not) {
        say("the outbox takes no readings, they wait in memory: " + not.reason());
        return;
      }
      pending.removeFirst();
      if (appended instanceof Appended.Taken taken && taken.dropped() > 0) {
        say("the outbox is full: the oldest items are dropped");
      } else {
        say("");
      }
    }
  }

  private void say(String now) {
    if (!now.equals(outboxState)) {
      outboxState = now;
      if (now.isEmpty()) {
        LOG.info("the outbox takes readings again");
      } else {
        LOG.error("{}", now);
      }
    }
  }

  /** Ends the threads of the connections. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
