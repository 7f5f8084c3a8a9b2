package org.busbar.poller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private final Time time = new Time(Instant.parse("2026-03-29T00:59:57.300Z"));
  private final PollSchedule schedule = new PollSchedule(Duration.ofSeconds(10), time, time::nanos);

  @Test
  void firstReadingIsDueAtOnceOnTheWholeSecond() {
    PollSchedule.Tick first = schedule.next();
    assertThat(first.at()).isEqualTo(Instant.parse("2026-03-29T00:59:57Z"));
    assertThat(first.nanos()).isEqualTo(time.nanos());
  }

  @Test
  void readingsFallOnMultiplesOfTheIntervalAlsoAcrossTheChangeToSummerTime() {
    assertThat(ticks(4))
        .extracting(PollSchedule.Tick::at)
        .containsExactly(
            Instant.parse("2026-03-29T00:59:57Z"),
            Instant.parse("2026-03-29T01:00:10Z"),
            Instant.parse("2026-03-29T01:00:20Z"),
            Instant.parse("2026-03-29T01:00:30Z"));
  }

  @Test
  void missedTicksAreSkippedAndCountedNotMadeUpFor() {
    ticks(2);
    time.pass(Duration.ofSeconds(35));
    PollSchedule.Tick next = schedule.next();
    assertThat(next.at()).isEqualTo(Instant.parse("2026-03-29T01:00:50Z"));
    assertThat(next.skipped()).isEqualTo(3);
    assertThat(next.nanos() - time.nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void twoHoursAsleepGiveOneReadingNotSevenHundredAndTwenty() {
    ticks(2);
    time.pass(Duration.ofHours(2));
    List<PollSchedule.Tick> after = ticks(2);
    assertThat(Duration.between(after.get(0).at(), after.get(1).at()))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(after.get(0).skipped()).isEqualTo(720);
  }

  @Test
  void clockSetBackALittleNeverGivesTheSameInstantTwice() {
    ticks(2);
    time.step(Duration.ofMillis(-200));
    assertThat(schedule.next().at()).isEqualTo(Instant.parse("2026-03-29T01:00:20Z"));
  }

  @Test
  void clockSetForwardOrBackAnHourNeitherBurstsNorPausesAndIsFlagged() {
    for (Duration step : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      ticks(2);
      time.step(step);
      long before = time.nanos();
      PollSchedule.Tick next = schedule.next();
      assertThat(next.stepped()).isTrue();
      assertThat(next.nanos() - before).isBetween(0L, Duration.ofSeconds(15).toNanos());
      time.passUntil(next.nanos());
    }
  }

  private List<PollSchedule.Tick> ticks(int count) {
    List<PollSchedule.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PollSchedule.Tick tick = schedule.next();
      time.passUntil(tick.nanos());
      ticks.add(tick);
    }
    return ticks;
  }

  /** A wall clock and a monotonic clock that the test moves. */
  private static final class Time extends Clock {
    private Instant now;
    private long nanos = 77;

    Time(Instant now) {
      this.now = now;
    }

    long nanos() {
      return nanos;
    }

    void pass(Duration time) {
      now = now.plus(time);
      nanos += time.toNanos();
    }

    void passUntil(long until) {
      pass(Duration.ofNanos(Math.max(0, until - nanos)));
    }

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
