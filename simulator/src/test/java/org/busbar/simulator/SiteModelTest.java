package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteModelTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MINUTES_OF_A_YEAR = 525_600;

  private static SiteModel yearly(long seed) {
    Random random = new Random(seed);
    SiteParameters parameters =
        SiteParameters.usual()
            .at(
                random.nextDouble(-60, 60),
                random.nextDouble(-180, 180),
                random.nextBoolean() ? 50 : 60)
            .sized(random.nextDouble(0, 200), random.nextDouble(1, 300), random.nextDouble(0, 80))
            .stepping(Duration.ofMinutes(1));
    return new SiteModel(parameters, seed, NEW_YEAR);
  }

  @Test
  void powerBalancesAndStaysPlausibleOverAYear() {
    long seed = new Random().nextLong();
    System.out.println("SiteModelTest seed " + seed);
    for (int site = 0; site < 3; site++) {
      SiteModel model = yearly(seed + site);
      SiteState state = model.first();
      for (int i = 0; i < MINUTES_OF_A_YEAR; i++) {
        state = model.next(state);
        checkBalance(state);
        checkRanges(model.parameters(), state);
      }
    }
  }

  private static void checkBalance(SiteState state) {
    double off =
        state.solarKw() + state.grid().powerKw() - state.loadKw() - state.battery().powerKw();
    if (!(Math.abs(off) < 1e-6)) {
      throw new AssertionError("out of balance by " + off + " kW: " + state);
    }
  }

  private static void checkRanges(SiteParameters site, SiteState state) {
    SiteState.Battery battery = state.battery();
    boolean good =
        battery.charge() >= 0
            && battery.charge() <= 100
            && battery.temperature() > -20
            && battery.temperature() < 50
            && Math.abs(battery.voltage() / site.batteryVolts() - 1) < 0.12
            && Math.abs(battery.voltage() * battery.current() / 1000 - battery.powerKw()) < 1e-6
            && state.solarKw() >= 0
            && state.solarKw() <= site.solarKw()
            && state.loadKw() >= 0
            && Math.abs(state.grid().frequency() - site.gridHertz()) < 0.06
            && state.grid().voltage() > 210
            && state.grid().voltage() < 260
            && Math.abs(state.inverter1().temperature()) < 90;
    if (!good) {
      throw new AssertionError("implausible: " + state);
    }
  }

  @Test
  void countersEqualTheIntegralsOfThePowers() {
    SiteModel model = yearly(7);
    SiteState state = model.first();
    SiteState.Energy before = state.energy();
    double[] sums = new double[6];
    for (int i = 0; i < 20_000; i++) {
      state = model.next(state);
      sums[0] += state.solarKw();
      sums[1] += Math.max(0, state.grid().powerKw());
      sums[2] += Math.max(0, -state.grid().powerKw());
      sums[3] += Math.max(0, state.battery().powerKw());
      sums[4] += Math.max(0, -state.battery().powerKw());
      sums[5] += state.loadKw();
    }
    SiteState.Energy after = state.energy();
    double[] counted = {
      after.solar() - before.solar(),
      after.gridImport() - before.gridImport(),
      after.gridExport() - before.gridExport(),
      after.batteryCharged() - before.batteryCharged(),
      after.batteryDischarged() - before.batteryDischarged(),
      after.load() - before.load()
    };
    for (int i = 0; i < sums.length; i++) {
      assertThat(sums[i]).as("counter " + i).isPositive();
      assertThat(counted[i]).isCloseTo(sums[i] * 1000 / 60, within(0.01));
    }
    double inverters = state.inverter1().energyWh() + state.inverter2().energyWh();
    assertThat(inverters).isCloseTo(after.solar(), within(0.01));
  }

  @Test
  void theSameSeedGivesTheSameSiteAndAnotherSeedAnother() {
    SiteModel model = yearly(11);
    Instant later = NEW_YEAR.plus(Duration.ofDays(2));
    SiteState one = model.advance(model.first(), later);
    SiteState two = yearly(11).advance(yearly(11).first(), later);
    assertThat(one).isEqualTo(two);
    SiteModel other = new SiteModel(model.parameters(), 12, NEW_YEAR);
    assertThat(other.advance(other.first(), later)).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-21T12:00:00Z", "2026-12-21T00:00:00Z", "2026-03-20T18:30:00Z"})
  void lowBatteryFallsBelow20WithinAMinuteAndRecoversWithinEight(String start) {
    SiteModel model =
        new SiteModel(
            SiteParameters.usual().sized(10, 5, 2).playing(Scenario.LOW_BATTERY),
            3,
            Instant.parse(start));
    SiteState state = model.first();
    assertThat(state.battery().charge()).isEqualTo(22);
    int below = -1;
    int above = -1;
    for (int second = 1; second <= 3_600; second++) {
      SiteState last = state;
      state = model.next(last);
      checkBalance(state);
      double rise = (state.battery().charge() - last.battery().charge()) / 100 * 5 * 3600;
      double share = rise / state.battery().powerKw();
      assertThat(state.battery().powerKw() == 0 || (share > 0.96 && share < 1.04)).isTrue();
      below = below < 0 && state.battery().charge() < 20 ? second : below;
      above = below > 0 && above < 0 && state.battery().charge() > 23 ? second : above;
      assertThat(above < 0 || state.battery().charge() > 23).isTrue();
    }
    assertThat(below).isBetween(10, 60);
    assertThat(above).isBetween(180, 360);
  }

  @ParameterizedTest
  @CsvSource({"2026-06-21T11:00:00Z, 70, 40, 1", "2026-06-21T00:00:00Z, 0, 5, 60"})
  void anOutageIsRiddenThroughWithoutTheGrid(
      String start, double solar, double battery, double load) {
    SiteModel model =
        new SiteModel(
            SiteParameters.usual().sized(solar, battery, load).playing(Scenario.GRID_OUTAGE),
            3,
            Instant.parse(start));
    SiteState state = model.first();
    for (int second = 1; second <= 400; second++) {
      state = model.next(state);
      checkBalance(state);
      boolean out = second > 120 && second <= 300;
      assertThat(state.grid().voltage() == 0 && state.grid().powerKw() == 0).isEqualTo(out);
      assertThat(state.loadKw()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void theSunStandsWhereAlmanacsSay() {
    double noon = Sun.sineOfElevation(Instant.parse("2026-06-21T11:08:00Z"), 52.5, 13.4);
    assertThat(Math.toDegrees(Math.asin(noon))).isCloseTo(60.94, within(0.1));
    double midnight = Sun.sineOfElevation(Instant.parse("2026-12-21T23:04:00Z"), 52.5, 13.4);
    assertThat(Math.toDegrees(Math.asin(midnight))).isCloseTo(-60.94, within(0.2));
    double equator = Sun.sineOfElevation(Instant.parse("2026-03-20T12:07:30Z"), 0, 0);
    assertThat(Math.toDegrees(Math.asin(equator))).isGreaterThan(89.5);
  }

  @Test
  void aYearYieldsWhatABerlinRoofYields() {
    SiteModel model =
        new SiteModel(SiteParameters.usual().stepping(Duration.ofMinutes(10)), 5, NEW_YEAR);
    SiteState first = model.first();
    SiteState last = model.advance(first, NEW_YEAR.plus(Duration.ofDays(365)));
    double kwhPerKw = (last.energy().solar() - first.energy().solar()) / 1000 / 30;
    assertThat(kwhPerKw).isBetween(600.0, 1_200.0);
    double meanLoad = (last.energy().load() - first.energy().load()) / 1000 / 8_760;
    assertThat(meanLoad).isBetween(6.5, 9.5);
  }
}
