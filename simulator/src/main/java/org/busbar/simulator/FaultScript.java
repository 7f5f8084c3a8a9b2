package org.busbar.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides per request how it is answered: a standing rule that accepts the request first (the
 * newest rule wins), else the next of the queue, else rightly. Thread-safe.
 */
public final class FaultScript {
  private static final Fault NONE = new Fault.None();

  private static final class Rule {
    final Predicate<ModbusRequest> condition;
    final Fault fault;
    long left;

    Rule(Predicate<ModbusRequest> condition, Fault fault, long left) {
      this.condition = condition;
      this.fault = fault;
      this.left = left;
    }
  }

  private final List<Rule> rules = new ArrayList<>();
  private final Deque<Fault> queue = new ArrayDeque<>();

  FaultScript() {}

  /** Queues one fault for each of the next requests; {@link Fault.None} lets one pass. */
  public synchronized FaultScript next(Fault... faults) {
    queue.addAll(Arrays.asList(faults));
    return this;
  }

  /** Plays the fault for every request that the condition accepts, until {@link #clear()}. */
  public FaultScript when(Predicate<ModbusRequest> condition, Fault fault) {
    return when(condition, fault, Long.MAX_VALUE);
  }

  /**
   * Plays the fault for the first requests that the condition accepts.
   *
   * @param times how many requests, 1 or more
   */
  public synchronized FaultScript when(
      Predicate<ModbusRequest> condition, Fault fault, long times) {
    rules.add(0, new Rule(condition, fault, times));
    return this;
  }

  /** Plays the fault for every request, until {@link #clear()}. */
  public FaultScript always(Fault fault) {
    return when(request -> true, fault);
  }

  /** Forgets all rules and the queue: everything is answered rightly again. */
  public synchronized void clear() {
    rules.clear();
    queue.clear();
  }

  synchronized Fault decide(ModbusRequest request) {
    for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
      Rule rule = each.next();
      if (rule.condition.test(request)) {
        if (--rule.left == 0) {
          each.remove();
        }
        return rule.fault;
      }
    }
    Fault queued = queue.pollFirst();
    return queued == null ? NONE : queued;
  }
}
