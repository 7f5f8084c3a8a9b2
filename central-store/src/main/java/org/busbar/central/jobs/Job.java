package org.busbar.central.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One job: what it does, and when.
 *
 * @param name its name in jobs.runs and at the command line
 * @param every the interval; null for a job with a cron expression
 * @param cron Quartz cron expression in UTC; null for a job with an interval
 * @param body does the work; idempotent, and safe on two nodes at once
 */
record Job(String name, @Nullable Duration every, @Nullable String cron, Body body) {
  Job {
    if ((every == null) == (cron == null)) {
      throw new IllegalArgumentException(name + " needs either an interval or a cron expression");
    }
  }

  static Job every(String name, Duration interval, Body body) {
    return new Job(name, interval, null, body);
  }

  static Job cron(String name, String expression, Body body) {
    return new Job(name, null, expression, body);
  }

  /** The work of a job. */
  @FunctionalInterface
  interface Body {
    /** Does what is due; answers what it did in plain words, empty when nothing was due. */
    String run();
  }
}
