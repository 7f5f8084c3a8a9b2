package org.busbar.central.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.busbar.central.query.Access;
import org.busbar.central.query.Fleet;
import org.busbar.central.query.FleetSite;
import org.busbar.central.query.OpenAlerts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers what changed. {@link #publish} only notes a site's id and returns; half a second
 * later one query fetches the rows of all noted sites for each organization that somebody watches,
 * and every subscriber gets those it may see. Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final String CHANGED = "{\"changed\":true}";

  private final Fleet fleet;
  private final OpenAlerts alerts;
  private final ObjectMapper json;
  private final Clock clock;
  private final LiveSettings settings;
  private final Set<Long> changed = ConcurrentHashMap.newKeySet();
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> alertVersions = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, task -> daemon(task, "live"));
  private volatile Consumer<Set<Long>> otherNodes = ids -> {};

  /**
   * The far end of a subscription.
   *
   * @param session what the person may see by now; empty = signed out. Asked again and again
   * @param sink takes the events
   */
  public record Client(Supplier<Optional<Access>> session, Sink sink) {}

  public LiveFeed(
      Fleet fleet, OpenAlerts alerts, ObjectMapper json, Clock clock, LiveSettings settings) {
    this.fleet = fleet;
    this.alerts = alerts;
    this.json = json;
    this.clock = clock;
    this.settings = settings;
    every(settings.collect(), this::deliver);
    every(settings.alertPoll(), this::compareAlerts);
    every(settings.stallAfter().dividedBy(4), () -> subscribers.forEach(Subscriber::endIfStalled));
  }

  /** A reading of the site was committed by this node. Never waits. */
  public void publish(long siteId) {
    changed.add(siteId);
  }

  /** Hands the ids that this node published to the other nodes, in batches. */
  public void tellOtherNodes(Consumer<Set<Long>> tell) {
    otherNodes = tell;
  }

  /** Another node committed readings of these sites. */
  public void deliverFromOtherNode(Set<Long> siteIds) {
    guarded(() -> deliver(siteIds));
  }

  /**
   * Starts sending to a browser: first every site that it may see, then changes, until it goes,
   * stalls or loses its right. Ask {@link #full} before.
   */
  public void subscribe(Access access, Client client) {
    Subscriber subscriber = new Subscriber(access, client, settings, subscribers::remove);
    // Entered before the snapshot is read, so that no change falls between the two.
    subscribers.add(subscriber);
    try {
      fleet.sites(access, clock.instant()).forEach(site -> subscriber.offer(eventOf(site)));
    } catch (RuntimeException e) {
      subscribers.remove(subscriber);
      throw e;
    }
    // Alerts may have changed while the browser was away.
    subscriber.offer(Subscriber.Event.ofAlerts(CHANGED));
    daemon(subscriber, "live-subscriber").start();
  }

  /** Whether this node serves as many browsers as it can. */
  public boolean full() {
    return subscribers.size() >= settings.subscriberLimit();
  }

  /** Browsers that are served right now. */
  public int subscribers() {
    return subscribers.size();
  }

  private void deliver() {
    Set<Long> siteIds = new TreeSet<>(changed);
    if (siteIds.isEmpty()) {
      return;
    }
    changed.removeAll(siteIds);
    guarded(() -> otherNodes.accept(siteIds));
    deliver(siteIds);
  }

  private void deliver(Set<Long> siteIds) {
    for (long organizationId : watchedOrganizations()) {
      for (FleetSite site : fleet.sites(organizationId, siteIds, clock.instant())) {
        offer(organizationId, eventOf(site));
      }
    }
  }

  private void compareAlerts() {
    Set<Long> watched = watchedOrganizations();
    alertVersions.keySet().retainAll(watched);
    for (long organizationId : watched) {
      String version = alerts.version(organizationId);
      String before = alertVersions.put(organizationId, version);
      // The first look counts as a change: what happened before it is unknown.
      if (!version.equals(before)) {
        // What changed is not sent but fetched by the browser, with its own rights.
        offer(organizationId, Subscriber.Event.ofAlerts(CHANGED));
      }
    }
  }

  private Set<Long> watchedOrganizations() {
    Set<Long> watched = new HashSet<>();
    subscribers.forEach(subscriber -> watched.add(subscriber.organizationId()));
    return watched;
  }

  private void offer(long organizationId, Subscriber.Event event) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.organizationId() == organizationId) {
        subscriber.offer(event);
      }
    }
  }

  private Subscriber.Event eventOf(FleetSite site) {
    try {
      return Subscriber.Event.ofSite(site.siteId(), json.writeValueAsString(site));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a site's row cannot be written as JSON", e);
    }
  }

  private void every(Duration period, Runnable task) {
    // It never completes: what it throws is caught within.
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  // An exception would end the schedule; a database that is away comes back.
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("live: {}", e.toString());
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Ends every subscription. */
  @Override
  public void close() {
    timer.shutdownNow();
    subscribers.forEach(Subscriber::end);
  }
}
