package org.busbar.central.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.points.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestDatabase.class)
final class RollupsTest {
  private static final Duration NO_LIMIT = Duration.ofHours(1);
  private final Database database;
  private final TestData data;
  private final RawReadings raw;
  private final Rollups rollups;

  RollupsTest(Database database) {
    this.database = database;
    this.data = new TestData(database);
    this.raw = new RawReadings(database);
    this.rollups = new Rollups(database.jdbi(), Clock.fixed(TestDatabase.NOW, ZoneOffset.UTC), 50);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-24T15:00:00Z",
    "Europe/Berlin, 2027-03-27T15:00:00Z",
    "Australia/Lord_Howe, 2026-10-03T05:00:00Z",
    "Australia/Lord_Howe, 2027-04-03T05:00:00Z",
    "Asia/Kathmandu, 2026-12-30T20:00:00Z",
    "America/Havana, 2026-10-31T20:00:00Z",
    "America/Havana, 2027-03-13T20:00:00Z",
    "Pacific/Kiritimati, 2026-11-01T00:00:00Z",
  })
  void hoursAndDaysEqualARecomputationFromRawWhateverTheOrderOfArrival(String zone, Instant start) {
    long seed = 20261122L + zone.hashCode() + start.getEpochSecond();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long site = data.site(data.organization(), zone);
    List<Instant> times = randomTimes(random, start);
    // Late data of any age: a third comes in order, the rest shuffled, with drains between.
    List<Instant> late = new ArrayList<>(times.subList(times.size() / 3, times.size()));
    Collections.shuffle(late, random);
    times.subList(0, times.size() / 3).forEach(time -> raw.add(site, time, values(random)));
    drain();
    for (int i = 0; i < late.size(); i++) {
      raw.add(site, late.get(i), values(random));
      if (i % 97 == 0) {
        drain();
      }
    }
    drain();
    assertEqualsRecomputation(site, ZoneId.of(zone));
  }

  private static List<Instant> randomTimes(Random random, Instant start) {
    List<Instant> times = new ArrayList<>();
    Instant time = start;
    while (time.isBefore(start.plus(Duration.ofHours(40)))) {
      times.add(time);
      // Mostly minutes; one in thirty a gap of up to three hours; often right on a border.
      long seconds = random.nextInt(30) == 0 ? random.nextInt(10_800) : 20 + random.nextInt(800);
      time = time.plusMillis(seconds * 1000 + random.nextInt(1000));
      if (random.nextInt(12) == 0) {
        time = time.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      }
    }
    return times;
  }

  private static Map<Measure, Float> values(Random random) {
    Map<Measure, Float> values = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      if (random.nextInt(4) > 0) {
        double low = Math.max(measure.min(), -50);
        values.put(measure, (float) (low + random.nextDouble() * (50 - low)));
      }
    }
    return values;
  }

  private void drain() {
    rollups.drainHours(NO_LIMIT);
    rollups.drainDays(NO_LIMIT);
  }

  private void assertEqualsRecomputation(long site, ZoneId zone) {
    var readings = raw.of(site);
    Recomputation recomputation = new Recomputation(readings);
    Map<Instant, Map<String, Object>> hours = raw.hourlyRows(site);
    assertThat(hours.keySet())
        .isEqualTo(
            readings.keySet().stream()
                .map(time -> time.truncatedTo(ChronoUnit.HOURS))
                .collect(Collectors.toSet()));
    hours.forEach(recomputation::assertHour);
    Map<LocalDate, Map<String, Object>> days = raw.dailyRows(site);
    assertThat(days.keySet())
        .isEqualTo(
            readings.keySet().stream()
                .map(time -> time.atZone(zone).toLocalDate())
                .collect(Collectors.toSet()));
    days.forEach((date, row) -> recomputation.assertDay(date, zone, row));
  }

  @Test
  void theSumOverTheHoursIsTheSumOfTheDay() {
    long site = data.site(data.organization(), "UTC");
    Random random = new Random(7);
    for (int minute = 0; minute < 24 * 60; minute += 7) {
      if (minute / 60 != 13) {
        raw.add(
            site, Instant.parse("2026-11-10T00:00:00Z").plusSeconds(minute * 60L), values(random));
      }
    }
    drain();
    for (String column :
        List.of(
            "total_battery_charged_kwh",
            "total_battery_discharged_kwh",
            "total_grid_import_kwh",
            "total_solar_energy_kwh")) {
      double hours =
          raw.hourlyRows(site).values().stream()
              .mapToDouble(row -> ((Number) row.get(column)).doubleValue())
              .sum();
      Number day = (Number) raw.dailyRows(site).get(LocalDate.parse("2026-11-10")).get(column);
      assertThat(day.doubleValue())
          .as(column)
          .isCloseTo(hours, org.assertj.core.data.Offset.offset(0.01));
    }
  }

  @Test
  void aReadingAtTheEndOfTheHourBelongsToTheNext() {
    long site = data.site(data.organization());
    Instant hour = Instant.parse("2026-11-11T10:00:00Z");
    raw.add(site, hour, Map.of(Measure.BATTERY_CHARGE_LEVEL, 40f));
    raw.add(site, hour.plus(1, ChronoUnit.HOURS), Map.of(Measure.BATTERY_CHARGE_LEVEL, 90f));
    drain();
    Map<String, Object> row = raw.hourlyRows(site).get(hour);
    assertThat(row)
        .containsEntry("reading_count", 1)
        .containsEntry("max_battery_charge_level", 40f);
  }

  @Test
  void anHourWithoutReadingsHasNoRowAndLosesTheOneItHad() {
    long site = data.site(data.organization());
    Instant hour = Instant.parse("2026-11-12T10:00:00Z");
    raw.mark(site, hour);
    drain();
    assertThat(raw.hourlyRows(site)).isEmpty();
    raw.add(site, hour.plusSeconds(5), Map.of(Measure.GRID_POWER_KW, 1f));
    drain();
    assertThat(raw.hourlyRows(site)).hasSize(1);
    raw.removeHour(site, hour);
    drain();
    assertThat(raw.hourlyRows(site)).isEmpty();
    assertThat(raw.dailyRows(site)).isEmpty();
  }

  @Test
  void runningAgainOverwritesEveryColumn() {
    long site = data.site(data.organization());
    Instant hour = Instant.parse("2026-11-13T10:00:00Z");
    raw.add(site, hour.plusSeconds(60), values(new Random(3)));
    raw.add(site, hour.plusSeconds(120), Map.of());
    drain();
    Map<String, Object> right = raw.hourlyRows(site).get(hour);
    spoil("telemetry_hourly", site, right.keySet());
    spoil("telemetry_daily", site, raw.dailyRows(site).values().iterator().next().keySet());
    raw.mark(site, hour);
    drain();
    assertEqualsRecomputation(site, ZoneId.of("Europe/Berlin"));
  }

  /** Sets every measured column to a value that is never right. */
  private void spoil(String table, long site, java.util.Set<String> columns) {
    String sets =
        columns.stream()
            .filter(
                name -> name.startsWith("avg") || name.startsWith("m") || name.startsWith("total"))
            .map(name -> name + " = -777")
            .collect(Collectors.joining(", "));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE "
                        + table
                        + " SET reading_count = 777, coverage_percent = 77, "
                        + sets
                        + " WHERE site_id = ?",
                    site));
  }

  @Test
  void aMarkMadeWhileItsBucketIsDrainedStays() {
    long site = data.site(data.organization());
    Instant hour = Instant.parse("2026-11-14T10:00:00Z");
    raw.add(site, hour, Map.of(Measure.GRID_POWER_KW, 1f));
    database
        .jdbi()
        .useTransaction(
            handle -> {
              var claimed =
                  handle
                      .createQuery(org.busbar.central.db.Sql.load("rollups/claim_hours"))
                      .bind("bucket_limit", 1000)
                      .map((row, context) -> HourBucket.of(row.getLong(1), row.getTimestamp(2)))
                      .list();
              assertThat(claimed).contains(new HourBucket(site, hour));
              raw.add(site, hour.plusSeconds(9), Map.of(Measure.GRID_POWER_KW, 3f));
              HourBuckets.rollUp(handle, claimed, TestDatabase.NOW);
            });
    assertThat(rollups.drainHours(NO_LIMIT).buckets()).isEqualTo(1);
    assertThat(raw.hourlyRows(site).get(hour)).containsEntry("reading_count", 2);
  }

  @Test
  void twoDrainsAtOnceNeitherDoubleNorLose() throws Exception {
    long site = data.site(data.organization(), "UTC");
    Random random = new Random(11);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 400; i++) {
                  Instant time =
                      Instant.parse("2026-11-15T00:00:00Z").plusSeconds(i * 331L % 86_000);
                  raw.add(site, time, values(random));
                }
              });
      Runnable node =
          () -> {
            while (!writer.isDone()) {
              drain();
            }
          };
      List<Future<?>> nodes = List.of(threads.submit(node), threads.submit(node));
      writer.get();
      for (Future<?> each : nodes) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    drain();
    assertEqualsRecomputation(site, ZoneId.of("UTC"));
  }

  @Test
  void recomputingASiteHealsRowsThatNothingMarked() {
    long site = data.site(data.organization());
    raw.add(site, Instant.parse("2026-11-16T10:00:00Z"), values(new Random(5)));
    raw.add(site, Instant.parse("2026-11-17T22:30:00Z"), values(new Random(6)));
    drain();
    spoil("telemetry_hourly", site, raw.hourlyRows(site).values().iterator().next().keySet());
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE sites SET timezone = 'Asia/Kathmandu' WHERE id = ?", site));
    assertThat(rollups.recompute(site)).isEqualTo(2);
    drain();
    assertEqualsRecomputation(site, ZoneId.of("Asia/Kathmandu"));
  }
}
