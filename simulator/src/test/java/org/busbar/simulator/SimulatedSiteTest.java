package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.busbar.maps.Decoder;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedSiteTest {
  private static final Instant NOON = Instant.parse("2026-06-21T10:00:00Z");

  private final DeviceBank devices = new DeviceBank();
  private RegisterMap inverter;
  private SimulatedSite site;

  @BeforeEach
  void build() throws Exception {
    inverter = MapLoader.shipped("sunspec-inverter");
    TreeMap<Integer, RegisterMap> maps = new TreeMap<>();
    maps.put(1, inverter);
    maps.put(2, inverter);
    maps.put(3, MapLoader.shipped("sunspec-storage"));
    maps.put(4, MapLoader.shipped("eastron-sdm630"));
    site = SimulatedSite.usual(1, NOON, maps, devices);
    site.advance(NOON.plusSeconds(60));
  }

  private Map<String, Double> inverterPoints(int unit) throws Exception {
    RegisterBank bank = devices.unit(unit).orElseThrow();
    SunSpecChain chain =
        SunSpecChain.walk((table, from, count) -> bank.read(table, from, count).orElseThrow());
    SunSpecChain.Entry last = chain.models().get(chain.models().size() - 1);
    int count = last.address() + 2 + last.length() - 40_000;
    RegisterImage image = new RegisterImage();
    image.put(
        RegisterTable.HOLDING_REGISTER,
        40_000,
        bank.read(RegisterTable.HOLDING_REGISTER, 40_000, count).orElseThrow());
    Map<String, Double> points = new HashMap<>();
    new Decoder(SunSpecResolver.resolve(inverter, chain))
        .decode(image)
        .forEach(sample -> sample.point().ifPresent(point -> points.put(point, sample.number())));
    return points;
  }

  @Test
  void bothInvertersTogetherGiveTheSolarPowerOfTheSite() throws Exception {
    double both = inverterPoints(1).get("inverter.power") + inverterPoints(2).get("inverter.power");
    assertThat(both).isPositive().isCloseTo(site.state().solarKw() * 1000, within(2.0));
    assertThat(site.points()).containsKeys("battery.charge_level", "grid.power", "load.power");
  }

  @Test
  void scaleFactorsMayChangeWhileTheNumbersStay() throws Exception {
    double before = inverterPoints(1).get("inverter.power");
    site.shiftScaleFactors(1);
    assertThat(inverterPoints(1).get("inverter.power")).isCloseTo(before, within(10.0));
  }

  @Test
  void countersBeginAgainAfterAReset() throws Exception {
    assertThat(inverterPoints(1).get("inverter.energy")).isGreaterThan(1e6);
    site.resetCounters();
    site.advance(NOON.plusSeconds(120));
    assertThat(inverterPoints(1).get("inverter.energy")).isBetween(0.0, 600.0);
  }
}
