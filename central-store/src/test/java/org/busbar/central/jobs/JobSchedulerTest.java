package org.busbar.central.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class JobSchedulerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private final Database database;

  JobSchedulerTest(Database database) {
    this.database = database;
  }

  private List<Map<String, Object>> runs(String job) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT * FROM jobs.runs WHERE job = ? ORDER BY started_at", job)
                    .mapToMap()
                    .list());
  }

  @Test
  void twoNodesFireAJobOnceAndNeverTwoAtATime() {
    AtomicInteger running = new AtomicInteger();
    Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    Job job =
        Job.every(
            "probe",
            Duration.ofMillis(500),
            () -> {
              seen.add(running.incrementAndGet());
              running.decrementAndGet();
              return "";
            });
    Clock clock = Clock.systemUTC();
    JobScheduler first = JobScheduler.start(database, clock, List.of(job));
    JobScheduler second = JobScheduler.start(database, clock, List.of(job));
    try {
      await().atMost(DEADLINE).until(() -> runs("probe").size() >= 8);
    } finally {
      first.close();
      second.close();
    }
    assertThat(seen).containsOnly(1);
    List<Long> starts =
        runs("probe").stream()
            .map(run -> ((java.sql.Timestamp) run.get("started_at")).getTime())
            .collect(Collectors.toList());
    long span = starts.get(starts.size() - 1) - starts.get(0);
    // Two nodes that both fired would have run it about twice as often.
    assertThat((long) starts.size()).isLessThanOrEqualTo(span / 500 + 3);
  }

  @Test
  void everyJobOfTheCentreRunsAndIsRecorded() {
    JobSettings settings = JobSettings.defaults(Retention.defaults()).every(Duration.ofMillis(200));
    try (JobScheduler jobs = JobScheduler.start(database, Clock.systemUTC(), settings)) {
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  List.of("alerts", "rollup-hours", "rollup-days", "partitions").stream()
                      .allMatch(name -> runs(name).stream().anyMatch(JobSchedulerTest::done)));
      for (String name : jobs.runner().names()) {
        assertThat(jobs.runner().run(name)).as(name).isTrue();
        assertThat(runs(name)).as(name).anyMatch(JobSchedulerTest::done);
      }
    }
  }

  private static boolean done(Map<String, Object> run) {
    return run.get("outcome").equals("done") && run.get("finished_at") != null;
  }

  @Test
  void aFailingJobIsRecordedAndRunsAgain() {
    AtomicInteger runs = new AtomicInteger();
    Job job =
        Job.every(
            "faulty",
            Duration.ofMillis(200),
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("no luck");
              }
              return "luck";
            });
    try (JobScheduler jobs = JobScheduler.start(database, Clock.systemUTC(), List.of(job))) {
      assertThat(jobs.runner().names()).containsExactly("faulty");
      await()
          .atMost(DEADLINE)
          .until(() -> runs("faulty").size() >= 2 && done(runs("faulty").get(1)));
    }
    assertThat(runs("faulty").get(0))
        .containsEntry("outcome", "failed")
        .containsEntry("detail", "no luck");
    assertThat(runs("faulty").get(1)).containsEntry("detail", "luck");
  }

  @Test
  void jobsOfAnotherVersionAreForgotten() {
    Job old = Job.every("old", Duration.ofMillis(200), () -> "");
    Job current = Job.every("current", Duration.ofMillis(200), () -> "");
    JobScheduler.start(database, Clock.systemUTC(), List.of(old)).close();
    try (JobScheduler jobs = JobScheduler.start(database, Clock.systemUTC(), List.of(current))) {
      await().atMost(DEADLINE).until(() -> !runs("current").isEmpty());
      assertThatThrownBy(() -> jobs.runner().run("old")).hasMessageContaining("no job 'old'");
    }
    long left =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select(
                            "SELECT count(*) FROM quartz.qrtz_job_details WHERE job_name = 'old'")
                        .mapTo(Long.class)
                        .one());
    assertThat(left).isZero();
  }
}
