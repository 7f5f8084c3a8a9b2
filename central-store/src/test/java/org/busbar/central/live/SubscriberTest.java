package org.busbar.central.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.busbar.central.query.Access;
import org.busbar.central.query.Role;
import org.junit.jupiter.api.Test;

class SubscriberTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Optional<Access>> session =
      new AtomicReference<>(Optional.of(access(null)));
  private final AtomicInteger ended = new AtomicInteger();

  /** Keeps what it is given; waits at the gate before each event, if it has one. */
  private static final class Recorder implements Sink {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate;
    private volatile boolean closed;

    Recorder(CountDownLatch gate) {
      this.gate = gate;
    }

    @Override
    public void event(String name, String json) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sent.add(name + " " + json);
    }

    @Override
    public void heartbeat() {
      sent.add("heartbeat");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aNewerStateOfASiteReplacesTheOneThatWaits() {
    CountDownLatch gate = new CountDownLatch(1);
    Recorder sink = new Recorder(gate);
    Subscriber subscriber = start(sink, 10);
    subscriber.offer(Subscriber.Event.ofSite(1, "first"));
    await().atMost(SOON).until(() -> busy(subscriber));
    for (int i = 0; i < 100; i++) {
      subscriber.offer(Subscriber.Event.ofSite(2, "state " + i));
    }
    gate.countDown();

    await().atMost(SOON).until(() -> sink.sent.size() == 2);
    assertThat(sink.sent).containsExactly("latest first", "latest state 99");
    subscriber.end();
  }

  @Test
  void aFullQueueEndsTheSubscription() {
    Recorder sink = new Recorder(new CountDownLatch(1));
    Subscriber subscriber = start(sink, 3);
    for (int i = 1; i <= 6; i++) {
      subscriber.offer(Subscriber.Event.ofSite(i, "x"));
    }

    assertThat(sink.closed).isTrue();
    assertThat(ended).hasValue(1);
  }

  @Test
  void aReceiverThatTakesNothingIsDropped() {
    Recorder sink = new Recorder(new CountDownLatch(1));
    Subscriber subscriber = start(sink, 10);
    subscriber.offer(Subscriber.Event.ofSite(1, "x"));
    await().atMost(SOON).until(() -> busy(subscriber));
    subscriber.endIfStalled();
    assertThat(sink.closed).isFalse();

    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    subscriber.endIfStalled();
    assertThat(sink.closed).isTrue();
    assertThat(ended).hasValue(1);
  }

  @Test
  void whoSignedOutHearsNothingMore() {
    Recorder sink = new Recorder(new CountDownLatch(0));
    Subscriber subscriber = start(sink, 10);
    session.set(Optional.empty());
    nanos.addAndGet(Duration.ofSeconds(21).toNanos());
    subscriber.offer(Subscriber.Event.ofSite(1, "secret"));

    await().atMost(SOON).until(() -> sink.closed);
    assertThat(sink.sent).containsExactly("signed-out {}");
  }

  @Test
  void aRightThatWasTakenAwayCountsForWhatWaitsToo() {
    Recorder sink = new Recorder(new CountDownLatch(0));
    session.set(Optional.of(access(Set.of(1L))));
    Subscriber subscriber = start(sink, 10);
    nanos.addAndGet(Duration.ofSeconds(21).toNanos());
    subscriber.offer(Subscriber.Event.ofSite(2, "not mine any more"));
    subscriber.offer(Subscriber.Event.ofSite(1, "mine"));

    await().atMost(SOON).until(() -> sink.sent.contains("latest mine"));
    assertThat(sink.sent).containsExactly("latest mine");
    subscriber.end();
  }

  @Test
  void sessionsAreAskedAgainAtLeastEveryMinute() {
    assertThatThrownBy(
            () ->
                new LiveSettings(
                    SOON, SOON, SOON, Duration.ofSeconds(61), SOON, 1, 1, System::nanoTime))
        .hasMessageContaining("60 s");
    assertThat(LiveSettings.standard().recheck()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    assertThat(LiveSettings.standard().heartbeat()).isEqualTo(Duration.ofSeconds(15));
  }

  /** Whether an event has left the queue: the next one of its kind is not coalesced into it. */
  private static boolean busy(Subscriber subscriber) {
    return subscriber.sending();
  }

  private Subscriber start(Recorder sink, int queueLimit) {
    LiveSettings settings =
        new LiveSettings(
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            queueLimit,
            10,
            nanos::get);
    Subscriber subscriber =
        new Subscriber(
            access(null),
            new LiveFeed.Client(session::get, sink),
            settings,
            gone -> ended.incrementAndGet());
    Thread thread = new Thread(subscriber, "subscriber");
    thread.setDaemon(true);
    thread.start();
    return subscriber;
  }

  private static Access access(Set<Long> siteIds) {
    return new Access(1, 1, "a@example.org", Role.VIEWER, Map.of(), siteIds);
  }
}
