package org.busbar.central.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.busbar.central.query.Access;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser: a bounded queue in which a newer state of a site replaces the older, and a thread of
 * its own that sends, so that nobody waits for anybody. Whoever cannot keep up is dropped; the
 * browser connects again and is given everything anew.
 */
final class Subscriber implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  static final String SIGNED_OUT = "signed-out";

  private final Supplier<Optional<Access>> session;
  private final Sink sink;
  private final LiveSettings settings;
  private final LongSupplier nanoTime;
  private final Consumer<Subscriber> onEnd;

  private final Map<String, Event> pending = new LinkedHashMap<>();
  private boolean ended;
  private volatile Access access;
  private volatile long sendingSince;
  private volatile boolean sending;
  private volatile @Nullable Thread thread;
  private long checkedAt;

  /** An event; the key says which older one it replaces. */
  record Event(String key, String name, String json, long siteId) {
    static final long NO_SITE = 0;

    static Event ofSite(long siteId, String json) {
      return new Event("site " + siteId, "latest", json, siteId);
    }

    static Event ofAlerts(String json) {
      return new Event("alerts", "alerts", json, NO_SITE);
    }
  }

  Subscriber(
      Access access, LiveFeed.Client client, LiveSettings settings, Consumer<Subscriber> onEnd) {
    this.access = access;
    this.session = client.session();
    this.sink = client.sink();
    this.settings = settings;
    this.nanoTime = settings.nanoTime();
    this.onEnd = onEnd;
    this.checkedAt = nanoTime.getAsLong();
  }

  long organizationId() {
    return access.organizationId();
  }

  /** Whether an event is on its way right now. */
  boolean sending() {
    return sending;
  }

  /** Queues the event, unless the person may not see it; a full queue ends the subscription. */
  void offer(Event event) {
    synchronized (pending) {
      if (ended || (event.siteId() != Event.NO_SITE && !access.admits(event.siteId()))) {
        return;
      }
      if (pending.size() < settings.queueLimit() || pending.containsKey(event.key())) {
        // Removed first, so that the newer state goes to the end and none starves.
        pending.remove(event.key());
        pending.put(event.key(), event);
        pending.notifyAll();
        return;
      }
    }
    LOG.info("live: a browser of organization {} is too slow, dropped", organizationId());
    end();
  }

  /** Ends the subscription if one event has been on its way for longer than the settings allow. */
  void endIfStalled() {
    if (sending && nanoTime.getAsLong() - sendingSince > settings.stallAfter().toNanos()) {
      LOG.info("live: a browser of organization {} takes nothing, dropped", organizationId());
      end();
    }
  }

  void end() {
    synchronized (pending) {
      if (ended) {
        return;
      }
      ended = true;
      pending.clear();
      pending.notifyAll();
    }
    onEnd.accept(this);
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    sink.close();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (true) {
        Optional<Event> event = next(settings.heartbeat());
        if (hasEnded() || !stillAllowed()) {
          return;
        }
        send(event);
      }
    } catch (IOException e) {
      LOG.debug("live: browser gone: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private boolean hasEnded() {
    synchronized (pending) {
      return ended;
    }
  }

  private void send(Optional<Event> event) throws IOException {
    if (event.isPresent() && !maySee(event.get())) {
      return;
    }
    sendingSince = nanoTime.getAsLong();
    sending = true;
    try {
      if (event.isPresent()) {
        sink.event(event.get().name(), event.get().json());
      } else {
        sink.heartbeat();
      }
    } finally {
      sending = false;
    }
  }

  /** Asked again when it is sent: the right may have gone while the event waited. */
  private boolean maySee(Event event) {
    return event.siteId() == Event.NO_SITE || access.admits(event.siteId());
  }

  private Optional<Event> next(Duration longest) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + longest.toNanos();
    synchronized (pending) {
      while (pending.isEmpty() && !ended) {
        long left = Duration.ofNanos(deadline - nanoTime.getAsLong()).toMillis();
        if (left <= 0) {
          return Optional.empty();
        }
        pending.wait(left);
      }
      if (ended) {
        return Optional.empty();
      }
      Iterator<Event> oldest = pending.values().iterator();
      Event event = oldest.next();
      oldest.remove();
      return Optional.of(event);
    }
  }

  private boolean stillAllowed() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - checkedAt < settings.recheck().toNanos()) {
      return true;
    }
    checkedAt = now;
    Optional<Access> current = session.get();
    if (current.isEmpty() || current.get().organizationId() != access.organizationId()) {
      sink.event(SIGNED_OUT, "{}");
      return false;
    }
    access = current.get();
    return true;
  }
}
