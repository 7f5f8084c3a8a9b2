package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.busbar.central.query.HourlyCharge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"18.5, 18.5 kW", "-2.5, 2.5 kW", "0, 0.0 kW", "1234.4, 1234 kW", ", –"})
  void powerHasItsUnitAndNoSign(Double kw, String text) {
    assertThat(Figures.power(kw).replace('\u00a0', ' ')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, charging, import",
    "-2.5, discharging, export",
    "0.01, idle, idle",
    ", not measured, not measured"
  })
  void directionIsAWord(Double kw, String battery, String grid) {
    assertThat(Figures.batteryWord(kw)).isEqualTo(battery);
    assertThat(Figures.gridWord(kw)).isEqualTo(grid);
  }

  @ParameterizedTest
  @CsvSource({"12.34, 12.3 kWh", "9999, 9999 kWh", "12345, 12.3 MWh", ", –"})
  void energyHasItsUnit(Double kwh, String text) {
    assertThat(Figures.energy(kwh).replace('\u00a0', ' ')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "3599, 59 min",
    "3600, 1 h",
    "172799, 47 h",
    "172800, 2 d",
    "-5, 0 s"
  })
  void agesAreInOneUnit(long seconds, String text) {
    assertThat(Figures.age(NOW.minusSeconds(seconds), NOW).replace('\u00a0', ' ')).isEqualTo(text);
  }

  @Test
  void aSiteWithoutDataHasNoAge() {
    assertThat(Figures.age(null, NOW)).isEqualTo("never");
  }

  @Test
  void aMissingHourBreaksTheSparkline() {
    String svg =
        Sparkline.of(List.of(hour(5, 50.0), hour(4, 60.0), hour(2, 70.0), hour(1, null)), NOW)
            .markup();

    assertThat(svg).containsOnlyOnce("<polyline").containsOnlyOnce("<circle");
    assertThat(svg).contains("50.0\u00a0% to 70.0\u00a0%");
  }

  @Test
  void aSiteWithoutHoursHasNoSparkline() {
    assertThat(Sparkline.of(List.of(hour(1, null)), NOW).markup()).contains("no data");
  }

  private static HourlyCharge hour(int ago, Double level) {
    return new HourlyCharge(1, NOW.minusSeconds(3600L * ago), level);
  }
}
