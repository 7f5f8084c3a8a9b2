package org.busbar.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointsTest {
  private final Points points = Points.load();

  @Test
  void everyPointOfTheBriefIsThereWithUnitAndSign() {
    assertThat(points.find("battery.power").orElseThrow())
        .extracting(Point::unit, Point::kind, p -> p.direction().orElseThrow())
        .containsExactly("W", PointKind.GAUGE, Direction.CHARGE);
    assertThat(points.find("grid.power").orElseThrow().direction()).contains(Direction.IMPORT);
    assertThat(points.find("inverter.power").orElseThrow().direction()).contains(Direction.OUTPUT);
    assertThat(points.find("solar.energy").orElseThrow().kind()).isEqualTo(PointKind.COUNTER);
    assertThat(points.find("no.such")).isEmpty();
    assertThat(points.all())
        .allSatisfy(p -> assertThat(p.unit()).isIn("V", "A", "W", "Wh", "Hz", "°C", "%", ""))
        .allSatisfy(
            p ->
                assertThat(p.direction().isPresent())
                    .as(p.name())
                    .isEqualTo(
                        p.min() < 0
                            && p.unit().matches("[AW]")
                            && !p.name().equals("inverter.dc_power")));
  }

  @Test
  void thereAreTwentyOneMeasuresInTheOrderOfTheStore() {
    assertThat(Measure.values()).hasSize(21);
    assertThat(Stream.of(Measure.values()).map(Measure::column)).doesNotHaveDuplicates();
    assertThat(Measure.ofJsonKey("batteryStateOfHealth")).contains(Measure.BATTERY_STATE_OF_HEALTH);
    assertThat(Measure.BATTERY_STATE_OF_HEALTH.column()).isEqualTo("battery_soh");
    assertThat(Measure.values())
        .startsWith(Measure.BATTERY_VOLTAGE)
        .endsWith(Measure.LOAD_ENERGY_KWH);
    assertThat(Measure.ofJsonKey("nonsense")).isEmpty();
  }

  @Test
  void directionsAreOppositeInPairs() {
    for (Direction direction : Direction.values()) {
      assertThat(direction.opposite().opposite()).isEqualTo(direction);
      assertThat(direction.sign()).isEqualTo(-direction.opposite().sign());
      assertThat(Direction.ofWord(direction.word())).contains(direction);
    }
  }
}
