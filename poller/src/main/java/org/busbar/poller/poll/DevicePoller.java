package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.busbar.maps.Quality;
import org.busbar.maps.ReadBlock;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.Sample;
import org.busbar.maps.SunSpecAddressing;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.modbus.LinkOptions.Compatibility;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.poller.modbus.ReadOutcome;
import org.busbar.poller.modbus.ReadRequest;
import org.busbar.sunspec.ReadFailed;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one device: its blocks in order, each failure with its defined outcome. One thread. */
public final class DevicePoller {
  private static final Logger LOG = LoggerFactory.getLogger(DevicePoller.class);
  private static final Duration PROBE_ADDRESS = Duration.ofMinutes(15);
  private static final Duration PROBE_FUNCTION = Duration.ofHours(1);

  /**
   * A block that the device does not have, as far as is known.
   *
   * @param until when to ask again, on the monotonic clock, ns
   */
  private record Refusal(long until, Quality quality) {}

  private final DeviceConfig device;
  private final ModbusConnection connection;
  private final UnitLine line;
  private final LongSupplier nanoTime;
  private final Duration siteInterval;
  private final BackOff backOff;
  private final Map<String, Refusal> refusals = new HashMap<>();
  private @Nullable PollPlan plan;
  private long planConnects = -1;
  private boolean unreachable;
  private String state = "";

  /**
   * A poller of one device.
   *
   * @param siteInterval between readings
   * @param nanoTime the monotonic clock, ns
   */
  public DevicePoller(
      DeviceConfig device,
      ModbusConnection connection,
      Duration siteInterval,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.device = device;
    this.connection = connection;
    this.line = new UnitLine(connection, device.options());
    this.nanoTime = nanoTime;
    this.siteInterval = siteInterval;
    this.backOff = new BackOff(random);
  }

  /**
   * One poll.
   *
   * @param deadline on the monotonic clock, ns; blocks that were not asked by then are left out
   * @param everything whether all groups are due, whatever their interval
   */
  public EquipmentReading poll(Instant at, long deadline, boolean everything) {
    return Points.reading(device, at, snapshot(at, deadline, everything).samples());
  }

  /**
   * Words and what they mean.
   *
   * @param samples one for each value of the map
   */
  public record Snapshot(RegisterImage image, List<Sample> samples) {}

  /** What {@link #poll} gets, word by word. */
  public Snapshot snapshot(Instant at, long deadline, boolean everything) {
    unreachable = false;
    if (!backOff.allows(nanoTime.getAsLong())) {
      return new Snapshot(new RegisterImage(), Points.missing(map(), Quality.BAD_COMM));
    }
    Optional<Quality> failure = prepare();
    PollPlan ready = plan;
    if (failure.isPresent() || ready == null) {
      Quality why = failure.orElse(Quality.BAD_COMM);
      return new Snapshot(new RegisterImage(), Points.missing(map(), why));
    }
    RegisterImage image = new RegisterImage();
    read(image, ready.due(at, everything), deadline);
    // Reconnected on the way: it may have come back as another device, or with other models.
    if (maybeAnother() && !backOff.failing()) {
      Optional<Quality> lost = prepare();
      if (lost.isPresent() || !map().equals(ready.map())) {
        return new Snapshot(
            new RegisterImage(), Points.missing(map(), lost.orElse(Quality.BAD_COMM)));
      }
    }
    return new Snapshot(image, ready.decoder().decode(image));
  }

  /** The requests of a whole poll; none before the device was found. */
  public List<ReadRequest> requests(Instant at) {
    PollPlan known = plan;
    return known == null
        ? List.of()
        : known.due(at, true).stream()
            .map(b -> new ReadRequest(device.unitId(), b.table(), b.address(), b.count()))
            .toList();
  }

  /** A reading in which nothing of the device is there. */
  EquipmentReading absent(Instant at, Quality why) {
    return Points.reading(device, at, Points.missing(map(), why));
  }

  DeviceConfig device() {
    return device;
  }

  /** The map as the device was found to follow it; the file's until it was found. */
  public RegisterMap map() {
    PollPlan known = plan;
    return known == null ? device.map() : known.map();
  }

  /** Whether the last poll found nobody at the other end of the connection. */
  boolean unreachable() {
    return unreachable;
  }

  /** Finds the models of a SunSpec device, at first and whenever it may have become another. */
  private Optional<Quality> prepare() {
    if (plan != null && !maybeAnother()) {
      return Optional.empty();
    }
    if (!device.map().needsChain()) {
      plan = new PollPlan(device.map(), siteInterval);
      return Optional.empty();
    }
    try {
      @Nullable SunSpecAddressing addressing = device.map().sunspec();
      SunSpecChain chain =
          SunSpecChain.walk(
              this::readOrFail, addressing == null ? SunSpecAddressing.standard() : addressing);
      if (!chain.found()) {
        say("answers, but has no SunSpec marker: is unit_id right, is SunSpec switched on?");
        shut();
        return Optional.of(Quality.BAD_ADDRESS);
      }
      RegisterMap found = SunSpecResolver.resolve(device.map(), chain);
      if (plan == null || !plan.map().equals(found)) {
        plan = new PollPlan(found, siteInterval);
        refusals.clear();
      }
      planConnects = connection.connects();
      return Optional.empty();
    } catch (ReadFailed e) {
      shut();
      return Optional.of(e.quality());
    }
  }

  private boolean maybeAnother() {
    boolean reconnected =
        planConnects != connection.connects()
            && device.options().compatibility() == Compatibility.NONE;
    return device.map().needsChain() && (reconnected || backOff.failing());
  }

  private int[] readOrFail(RegisterTable table, int address, int count) throws ReadFailed {
    ReadOutcome outcome = line.ask(new ReadRequest(device.unitId(), table, address, count));
    if (outcome instanceof ReadOutcome.Words words) {
      return words.words();
    }
    note(outcome);
    throw new ReadFailed(UnitLine.qualityOf(outcome), outcome.toString());
  }

  private void read(RegisterImage image, List<ReadBlock> blocks, long deadline) {
    boolean alive = true;
    for (ReadBlock block : blocks) {
      if (!alive || nanoTime.getAsLong() - deadline >= 0) {
        image.fail(block, Quality.BAD_COMM);
        continue;
      }
      alive = read(image, block);
    }
    if (alive) {
      backOff.succeeded();
      say("answers");
    } else {
      shut();
    }
  }

  /** Reads one block; false if the device gave no sign of life. */
  private boolean read(RegisterImage image, ReadBlock block) {
    String key = block.table() + " " + block.address();
    long now = nanoTime.getAsLong();
    @Nullable Refusal refusal = refusals.get(key);
    if (refusal != null && now - refusal.until() < 0) {
      image.fail(block, refusal.quality());
      return true;
    }
    ReadOutcome outcome =
        line.ask(new ReadRequest(device.unitId(), block.table(), block.address(), block.count()));
    if (outcome instanceof ReadOutcome.Words words) {
      refusals.remove(key);
      image.put(block, words.words());
      return true;
    }
    List<ReadBlock> parts = smaller(block, outcome);
    if (!parts.isEmpty()) {
      return parts.stream().allMatch(part -> read(image, part));
    }
    image.fail(block, UnitLine.qualityOf(outcome));
    if (outcome instanceof ReadOutcome.DeviceException exception) {
      refused(block, key, exception.code(), now);
      return exception.code() != 0x0A && exception.code() != 0x0B;
    }
    note(outcome);
    return false;
  }

  /** A block may be refused for one address in it, or for its length: the rest is still good. */
  private List<ReadBlock> smaller(ReadBlock block, ReadOutcome outcome) {
    PollPlan known = plan;
    boolean tooMuch =
        outcome instanceof ReadOutcome.DeviceException exception
            && (exception.code() == 2 || exception.code() == 3);
    return tooMuch && known != null && !maybeAnother() ? known.split(block) : List.of();
  }

  private void refused(ReadBlock block, String key, int code, long now) {
    if (code == 1 || code == 2) {
      Duration wait = code == 1 ? PROBE_FUNCTION : PROBE_ADDRESS;
      refusals.put(
          key,
          new Refusal(
              now + wait.toNanos(), code == 1 ? Quality.BAD_UNSUPPORTED : Quality.BAD_ADDRESS));
      LOG.warn(
          "{}: {} {} to {} refused (exception {}); the rest goes on, asked again in {} min",
          device.name(),
          block.table().word(),
          block.address(),
          block.address() + block.count() - 1,
          code,
          wait.toMinutes());
    } else if (code == 0x0A || code == 0x0B) {
      say("the gateway cannot reach it (exception " + code + ")");
    }
  }

  private void note(ReadOutcome outcome) {
    unreachable = outcome instanceof ReadOutcome.Refused;
    if (outcome instanceof ReadOutcome.Timeout) {
      say("gives no answer within " + device.options().timeout().toMillis() + " ms");
    } else if (outcome instanceof ReadOutcome.Refused refused) {
      say("cannot be reached: " + refused.detail());
    } else if (outcome instanceof ReadOutcome.ConnectionLost) {
      say("cuts the connection");
    } else if (outcome instanceof ReadOutcome.Malformed) {
      say("gives answers that do not fit the request");
    }
  }

  private void shut() {
    // A connection that nobody answers has a back-off of its own.
    if (!unreachable) {
      backOff.failed(nanoTime.getAsLong());
    }
  }

  private void say(String now) {
    if (!now.equals(state)) {
      state = now;
      LOG.info("{} ({} unit id {}): {}", device.name(), device.link(), device.unitId(), now);
    }
  }
}
