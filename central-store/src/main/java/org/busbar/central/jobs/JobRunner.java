package org.busbar.central.jobs;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job now and records the run in jobs.runs. */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final Jdbi jdbi;
  private final Clock clock;
  private final String node;
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  JobRunner(Jdbi jdbi, Clock clock, String node, List<Job> jobs) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.node = node;
    jobs.forEach(job -> this.jobs.put(job.name(), job));
  }

  /** The names of all jobs, the frequent ones first. */
  public Set<String> names() {
    return Collections.unmodifiableSet(jobs.keySet());
  }

  /**
   * Runs a job on this thread.
   *
   * @return whether it did its work; a failure is logged and recorded, and the next run tries again
   * @throws IllegalArgumentException when no job has the name
   */
  public boolean run(String name) {
    Job job = jobs.get(name);
    if (job == null) {
      throw new IllegalArgumentException(
          "There is no job '%s'; there are %s".formatted(name, jobs.keySet()));
    }
    long run =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("jobs/begin_run"))
                    .bind("job", name)
                    .bind("node", node)
                    .bind("now", clock.instant())
                    .mapTo(Long.class)
                    .one());
    try {
      String detail = job.body().run();
      end(run, "done", detail.isEmpty() ? null : detail);
      return true;
    } catch (RuntimeException e) {
      LOG.error("job {} failed; its next run tries again", name, e);
      end(run, "failed", String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void end(long run, String outcome, @Nullable String detail) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("jobs/end_run"))
                .bind("id", run)
                .bind("outcome", outcome)
                .bind("detail", detail)
                .bind("now", clock.instant())
                .execute());
  }
}
