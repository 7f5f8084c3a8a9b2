package org.busbar.central.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the readings of requests and commits those of all that wait in one transaction. A request
 * is answered after its commit. What waits is bounded; beyond it a request is told to come later.
 */
final class ReadingStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingStore.class);

  /** A poller gives up after 30 s; it must have heard to come later before. */
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final IngestLimits limits;
  private final LongConsumer afterCommit;
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private int queuedRows;
  private boolean closed;

  /**
   * Starts the committing threads.
   *
   * @param afterCommit is told the id of each site whose rows were committed
   */
  ReadingStore(Jdbi jdbi, Clock clock, IngestLimits limits, LongConsumer afterCommit) {
    this.limits = limits;
    this.afterCommit = afterCommit;
    KnownMonths months = new KnownMonths(jdbi);
    for (int i = 1; i <= limits.committers(); i++) {
      Committer committer = new Committer(jdbi, clock, months);
      Thread thread = new Thread(() -> run(committer), "commit-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Queues the batch; the answer comes after its commit, or at once when too much waits. */
  CompletableFuture<InsertOutcome> insert(ReadingBatch batch) {
    Pending request = new Pending(batch);
    synchronized (queue) {
      if (closed) {
        return CompletableFuture.completedFuture(later("The server is stopping"));
      }
      if (queuedRows > 0 && queuedRows + weight(request) > limits.maxQueuedRows()) {
        return CompletableFuture.completedFuture(later("Too many readings wait to be stored"));
      }
      queue.add(request);
      queuedRows += weight(request);
      queue.notify();
    }
    return request.answer();
  }

  /** The same, waiting for the outcome: the batch may still be stored after it is told to wait. */
  InsertOutcome insertAndWait(ReadingBatch batch) {
    return insert(batch)
        .completeOnTimeout(
            later("The database is slow at the moment"), ANSWER.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static InsertOutcome later(String why) {
    return new InsertOutcome.TryLater(why, Duration.ofSeconds(2));
  }

  private static int weight(Pending request) {
    return Math.max(1, request.batch().size());
  }

  private void run(Committer committer) {
    for (List<Pending> group = take(); !group.isEmpty(); group = take()) {
      Map<Pending, InsertOutcome> outcomes = commit(committer, group);
      group.forEach(request -> answer(request, outcomes));
      publish(group, outcomes);
    }
  }

  /** Whatever happens, nobody waits for ever and the thread goes on. */
  private static Map<Pending, InsertOutcome> commit(Committer committer, List<Pending> group) {
    try {
      return committer.commit(group);
    } catch (RuntimeException | Error e) {
      LOG.error("a group of {} requests could not be committed", group.size(), e);
      return Map.of();
    }
  }

  private static void answer(Pending request, Map<Pending, InsertOutcome> outcomes) {
    InsertOutcome outcome = outcomes.get(request);
    request
        .answer()
        .complete(
            outcome == null
                ? new InsertOutcome.Failed(new IllegalStateException("a request got no outcome"))
                : outcome);
  }

  private void publish(List<Pending> group, Map<Pending, InsertOutcome> outcomes) {
    Set<Long> sites = new HashSet<>();
    for (Pending request : group) {
      if (outcomes.get(request) instanceof InsertOutcome.Stored stored && stored.accepted() > 0) {
        sites.add(request.batch().siteId());
      }
    }
    for (long site : sites) {
      try {
        afterCommit.accept(site);
      } catch (RuntimeException e) {
        LOG.error("site {} could not be published after its commit", site, e);
      }
    }
  }

  /** Waits for requests and takes what waits, up to the limit; none when the store is closed. */
  private List<Pending> take() {
    synchronized (queue) {
      try {
        while (queue.isEmpty() && !closed) {
          queue.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
      return drain();
    }
  }

  /** The same batch twice in one group would race with itself: the second waits. */
  private List<Pending> drain() {
    List<Pending> group = new ArrayList<>();
    Set<String> ledgerKeys = new HashSet<>();
    int rows = 0;
    for (Iterator<Pending> waiting = queue.iterator(); waiting.hasNext(); ) {
      Pending request = waiting.next();
      if (rows > 0 && rows + weight(request) > limits.maxGroupRows()) {
        break;
      }
      String key = request.ledgerKey();
      if (key.isEmpty() || ledgerKeys.add(key)) {
        group.add(request);
        rows += weight(request);
        waiting.remove();
      }
    }
    queuedRows -= rows;
    return group;
  }

  /** Takes nothing new, commits what waits, and ends the threads. */
  @Override
  public void close() {
    synchronized (queue) {
      closed = true;
      queue.notifyAll();
    }
    for (Thread thread : threads) {
      try {
        thread.join(DRAIN.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
