package org.busbar.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The requests that a server got, for tests that count them. Thread-safe. */
public final class RequestLog {
  private static final int KEPT = 10_000;

  private final Deque<ModbusRequest> kept = new ArrayDeque<>();
  private long total;

  RequestLog() {}

  synchronized void add(ModbusRequest request) {
    total++;
    kept.addLast(request);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /** Number of requests since the start or the last {@link #clear()}. */
  public synchronized long count() {
    return total;
  }

  /** Number of requests among the kept ones (the newest 10,000) that the condition accepts. */
  public synchronized long count(Predicate<ModbusRequest> condition) {
    return kept.stream().filter(condition).count();
  }

  /** The newest 10,000 requests, oldest first. */
  public synchronized List<ModbusRequest> all() {
    return List.copyOf(kept);
  }

  /** Forgets everything so far. */
  public synchronized void clear() {
    kept.clear();
    total = 0;
  }
}
