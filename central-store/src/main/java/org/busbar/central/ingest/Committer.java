package org.busbar.central.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits groups of requests; knows what to do when that fails. One for each thread. */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final int TRIES = 4;

  private final Jdbi jdbi;
  private final Clock clock;
  private final KnownMonths months;
  private final FreshCommit fresh;
  private final CarefulCommit careful;

  Committer(Jdbi jdbi, Clock clock, KnownMonths months) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.months = months;
    ReadingIds ids = new ReadingIds();
    this.fresh = new FreshCommit(ids);
    this.careful = new CarefulCommit(ids);
  }

  /** Commits the requests; every one of them gets its outcome, whatever happens. */
  Map<Pending, InsertOutcome> commit(List<Pending> requests) {
    Exception last = null;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        months.ensure(requests);
        return commitOnce(requests);
      } catch (Exception e) {
        last = e;
        switch (SqlFailure.of(e)) {
          case AGAIN -> pause(attempt);
          case NO_PARTITION -> months.forget();
          case UNAVAILABLE -> {
            LOG.warn("the database does not take readings: {}", e.getMessage());
            return all(requests, tryLater());
          }
          case LOCKED, DUPLICATE, THESE_ROWS -> attempt = TRIES;
        }
      }
    }
    return apart(requests, java.util.Objects.requireNonNull(last));
  }

  private static InsertOutcome tryLater() {
    return new InsertOutcome.TryLater(
        "The database does not take readings at the moment", Duration.ofSeconds(5));
  }

  /** A poison request hurts only itself. */
  private Map<Pending, InsertOutcome> apart(List<Pending> requests, Exception cause) {
    if (requests.size() == 1) {
      SqlFailure failure = SqlFailure.of(cause);
      boolean passes = failure == SqlFailure.AGAIN || failure == SqlFailure.LOCKED;
      return all(requests, passes ? tryLater() : new InsertOutcome.Failed(cause));
    }
    LOG.warn("a group of {} requests failed; each is tried alone", requests.size(), cause);
    Map<Pending, InsertOutcome> outcomes = new HashMap<>();
    for (Pending request : requests) {
      outcomes.putAll(commit(List.of(request)));
    }
    return outcomes;
  }

  private Map<Pending, InsertOutcome> commitOnce(List<Pending> requests) throws Exception {
    Group group = new Group(requests);
    Instant now = clock.instant();
    if (!group.hasTwins()) {
      Optional<List<InsertOutcome>> outcomes = commitFresh(group, now);
      if (outcomes.isPresent()) {
        return byRequest(group, outcomes.get());
      }
    }
    return jdbi.inTransaction(
        handle -> {
          limitWaits(handle);
          return careful.commit(handle, group, now);
        });
  }

  private Optional<List<InsertOutcome>> commitFresh(Group group, Instant now) throws Exception {
    try {
      return jdbi.inTransaction(
          handle -> {
            limitWaits(handle);
            return fresh.commit(handle, group, now);
          });
    } catch (Exception e) {
      if (SqlFailure.of(e) == SqlFailure.DUPLICATE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A row that somebody holds must stop its own site only, and that not for long. */
  private static void limitWaits(Handle handle) {
    handle.createQuery(Sql.load("commands/limit_waits")).mapTo(String.class).one();
  }

  private static Map<Pending, InsertOutcome> byRequest(Group group, List<InsertOutcome> outcomes) {
    Map<Pending, InsertOutcome> byRequest = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      byRequest.put(group.requests().get(i), outcomes.get(i));
    }
    return byRequest;
  }

  private static Map<Pending, InsertOutcome> all(List<Pending> requests, InsertOutcome outcome) {
    Map<Pending, InsertOutcome> outcomes = new HashMap<>();
    requests.forEach(request -> outcomes.put(request, outcome));
    return outcomes;
  }

  /** Two transactions that met once must not meet again in step. */
  private static void pause(int attempt) {
    int millis = ThreadLocalRandom.current().nextInt(5, 20 * attempt);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
