package org.busbar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.busbar.central.Central;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.maps.MapLoader;
import org.busbar.maps.RegisterMap;
import org.busbar.simulator.DeviceBank;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.SimulatedSite;
import org.busbar.yaml.BadFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Simulator, poller and centre as they are: the rows of the store equal what was simulated. */
@ExtendWith(TestDatabase.class)
class SimulationToStoreTest {
  private static final Instant NOON = Instant.parse("2026-06-21T11:00:00Z");
  private static final int STEPS = 10;

  @Test
  void rowsOfTheStoreEqualWhatWasSimulated(Database database, @TempDir Path folder)
      throws IOException, BadFile {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    DeviceBank devices = new DeviceBank();
    SimulatedSite simulated = SimulatedSite.usual(7, NOON, maps(), devices);
    simulated.advance(NOON.plusSeconds(600));
    Map<String, Double> first = simulated.points();
    Map<String, Double> last;
    try (ModbusServer server = ModbusServer.start(0, devices);
        Central central = Central.start(ServerConfig.loopback(), database, Clock.systemUTC());
        PollerProcess poller =
            PollerProcess.start(config(folder, central, server), data.key(site))) {
      Stored stored = Stored.of(database, site);
      awaitWholeReadings(stored, 3);
      assertEqualsSimulated(stored.newest(), first);
      // Half a second of energy for each reading: more than a site can do would be refused.
      for (int step = 1; step <= STEPS; step++) {
        simulated.advance(NOON.plusSeconds(600).plusMillis(500L * step));
        awaitWholeReadings(stored, stored.wholeReadings() + 1);
      }
      last = simulated.points();
      awaitWholeReadings(stored, stored.wholeReadings() + 2);
      poller.stop();
    }
    List<Map<String, Object>> rows = Stored.of(database, site).rows();
    assertEqualsSimulated(rows.get(rows.size() - 1), last);
    // Interval energies add up to what the counters moved: two that count in Wh, and a float32 in 4
    // Wh.
    assertThat(sum(rows, "solar_energy_kwh"))
        .isEqualTo((last.get("solar.energy") - first.get("solar.energy")) / 1000, within(0.002));
    assertThat(sum(rows, "grid_energy_kwh"))
        .isEqualTo((net(last) - net(first)) / 1000, within(0.008));
    assertThat(sum(rows, "solar_energy_kwh")).isGreaterThan(0.01);
  }

  private static double net(Map<String, Double> points) {
    return points.get("grid.energy_import") - points.get("grid.energy_export");
  }

  private static void awaitWholeReadings(Stored stored, long count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .alias(count + " whole readings in the store")
        .until(() -> stored.wholeReadings() >= count);
  }

  private static void assertEqualsSimulated(Map<String, Object> row, Map<String, Double> points) {
    assertThat(number(row, "battery_voltage"))
        .isEqualTo(points.get("battery.voltage"), within(0.06));
    assertThat(number(row, "battery_current"))
        .isEqualTo(points.get("battery.current"), within(0.006));
    assertThat(number(row, "battery_charge_level"))
        .isEqualTo(points.get("battery.charge_level"), within(0.006));
    assertThat(number(row, "battery_temperature"))
        .isEqualTo(points.get("battery.temperature"), within(0.06));
    assertThat(number(row, "battery_soh"))
        .isEqualTo(points.get("battery.state_of_health"), within(0.006));
    assertThat(number(row, "battery_power_kw"))
        .isEqualTo(points.get("battery.power") / 1000, within(0.0006));
    // The points are those of one hybrid, whose output is that of both inverters less the battery.
    assertThat(number(row, "inverter1_power_kw") + number(row, "inverter2_power_kw"))
        .isEqualTo(
            (points.get("inverter.power") + points.get("battery.power")) / 1000, within(0.0012));
    assertThat(number(row, "grid_voltage")).isEqualTo(points.get("grid.voltage"), within(1.0));
    assertThat(number(row, "grid_frequency"))
        .isEqualTo(points.get("grid.frequency"), within(0.0006));
    assertThat(number(row, "grid_power_kw"))
        .isEqualTo(points.get("grid.power") / 1000, within(0.0006));
    assertThat(number(row, "load_power_kw"))
        .isEqualTo(points.get("load.power") / 1000, within(0.005));
    assertThat(row.get("metadata").toString()).contains("good");
  }

  private static double number(Map<String, Object> row, String column) {
    assertThat(row.get(column)).as(column).isNotNull();
    return ((Number) row.get(column)).doubleValue();
  }

  private static double sum(List<Map<String, Object>> rows, String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .sum();
  }

  private static SortedMap<Integer, RegisterMap> maps() throws BadFile {
    TreeMap<Integer, RegisterMap> maps = new TreeMap<>();
    maps.put(1, MapLoader.shipped("sunspec-inverter"));
    maps.put(2, MapLoader.shipped("sunspec-inverter"));
    maps.put(3, MapLoader.shipped("sunspec-storage"));
    maps.put(4, MapLoader.shipped("eastron-sdm630"));
    return maps;
  }

  private static Path config(Path folder, Central central, ModbusServer server) {
    return new SiteFileText(central.port(), "500ms")
        .device("inverter-1", "sunspec-inverter", server.port(), 1, 15)
        .device("inverter-2", "sunspec-inverter", server.port(), 2, 15)
        .device("battery", "sunspec-storage", server.port(), 3, 40)
        .device("meter", "eastron-sdm630", server.port(), 4, 30)
        .write(folder);
  }
}
