package org.busbar.central.jobs;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;
import org.busbar.central.db.Database;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the jobs, once among all nodes of one database: Quartz with its tables in the schema
 * quartz. The jobs are set anew from the code at every start, so that lost or old rows do no harm.
 * Clocks of nodes must agree within a second.
 */
public final class JobScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
  private static final String GROUP = "busbar";

  private final Scheduler scheduler;
  private final JobRunner runner;

  private JobScheduler(Scheduler scheduler, JobRunner runner) {
    this.scheduler = scheduler;
    this.runner = runner;
  }

  /** Starts to fire the jobs of the centre; the partitions are looked after at once. */
  public static JobScheduler start(Database database, Clock clock, JobSettings settings) {
    JobScheduler jobs = start(database, clock, CentralJobs.all(database.jdbi(), clock, settings));
    jobs.runner.run("partitions");
    return jobs;
  }

  static JobScheduler start(Database database, Clock clock, List<Job> jobs) {
    String node = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    JobRunner runner = new JobRunner(database.jdbi(), clock, node, jobs);
    try {
      Scheduler scheduler = scheduler(database, node);
      scheduler.setJobFactory((bundle, owner) -> new FiredJob(runner));
      removeUnknown(scheduler, jobs);
      Map<JobDetail, Set<? extends Trigger>> schedule = new HashMap<>();
      jobs.forEach(job -> schedule.put(detail(job), Set.of(trigger(job))));
      scheduler.scheduleJobs(schedule, true);
      scheduler.start();
      return new JobScheduler(scheduler, runner);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the jobs cannot be scheduled: " + e.getMessage(), e);
    }
  }

  private static Scheduler scheduler(Database database, String node) throws SchedulerException {
    DBConnectionManager.getInstance()
        .addConnectionProvider(node, new PoolConnections(database.dataSource()));
    // Quartz hands out one scheduler of a name per process from a static repository: taken out of
    // it at once, so that two nodes may live in one process.
    synchronized (JobScheduler.class) {
      Scheduler scheduler = new StdSchedulerFactory(properties(node)).getScheduler();
      SchedulerRepository.getInstance().remove(scheduler.getSchedulerName());
      return scheduler;
    }
  }

  private static Properties properties(String node) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "busbar");
    properties.setProperty("org.quartz.scheduler.instanceId", node);
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.threadName", "jobs");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    // As many as may be due at once: a long roll-up never holds alerts up.
    properties.setProperty("org.quartz.threadPool.threadCount", "8");
    properties.setProperty("org.quartz.threadPool.threadNamePrefix", "job");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    String store = "org.quartz.jobStore.";
    properties.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.setProperty(
        store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.setProperty(store + "tablePrefix", "quartz.qrtz_");
    properties.setProperty(store + "useProperties", "true");
    properties.setProperty(store + "isClustered", "true");
    properties.setProperty(store + "clusterCheckinInterval", "5000");
    properties.setProperty(store + "misfireThreshold", "10000");
    properties.setProperty(store + "dataSource", node);
    return properties;
  }

  /** A job of an older version would be fired for ever and find no code. */
  private static void removeUnknown(Scheduler scheduler, List<Job> jobs) throws SchedulerException {
    Set<String> known = jobs.stream().map(Job::name).collect(Collectors.toSet());
    for (JobKey key : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
      if (!known.contains(key.getName())) {
        scheduler.deleteJob(key);
      }
    }
  }

  private static JobDetail detail(Job job) {
    return JobBuilder.newJob(FiredJob.class).withIdentity(job.name(), GROUP).storeDurably().build();
  }

  private static Trigger trigger(Job job) {
    TriggerBuilder<Trigger> trigger = TriggerBuilder.newTrigger().withIdentity(job.name(), GROUP);
    if (job.every() != null) {
      // After a pause it goes on with the next firing: what is due is in the database.
      return trigger
          .startNow()
          .withSchedule(
              SimpleScheduleBuilder.simpleSchedule()
                  .withIntervalInMilliseconds(job.every().toMillis())
                  .repeatForever()
                  .withMisfireHandlingInstructionNextWithRemainingCount())
          .build();
    }
    return trigger
        .withSchedule(
            CronScheduleBuilder.cronSchedule(job.cron())
                .inTimeZone(TimeZone.getTimeZone("UTC"))
                .withMisfireHandlingInstructionFireAndProceed())
        .build();
  }

  /** Runs a job now, beside its schedule. */
  public JobRunner runner() {
    return runner;
  }

  /** Fires nothing more and waits for what runs. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("the jobs did not stop cleanly", e);
    }
  }
}
