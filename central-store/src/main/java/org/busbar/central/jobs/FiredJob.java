package org.busbar.central.jobs;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;

/** What Quartz makes when it fires a job; the job's name says which one to run. */
@DisallowConcurrentExecution
public final class FiredJob implements org.quartz.Job {
  private final JobRunner runner;

  FiredJob(JobRunner runner) {
    this.runner = runner;
  }

  @Override
  public void execute(JobExecutionContext context) {
    runner.run(context.getJobDetail().getKey().getName());
  }
}
