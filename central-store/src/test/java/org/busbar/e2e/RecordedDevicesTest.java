package org.busbar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.busbar.central.Central;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.busbar.maps.RegisterDump;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site of two real devices, as their registers were recorded: an SMA Sunny Boy by day and an
 * Eastron SDM630. What ends in the store is what others established.
 */
@ExtendWith(TestDatabase.class)
class RecordedDevicesTest {
  private static final Path CASES = Path.of("..", "register-maps", "cases");
  private static final Offset<Double> PRINTED = within(0.001);

  @Test
  void recordedInverterAndMeterEndInTheStoreWithTheEstablishedValues(
      Database database, @TempDir Path folder) throws IOException {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    RegisterDump inverter = dump("sunspec-inverter/sma-sb36-day.registers.json");
    RegisterDump meter = dump("eastron-sdm630/v2.registers.json");
    try (ModbusServer inverters = ModbusServer.start(0, Recording.bank(inverter));
        ModbusServer meters = ModbusServer.start(0, Recording.bank(meter));
        Central central = Central.start(ServerConfig.loopback(), database, Clock.systemUTC())) {
      Path config =
          new SiteFileText(central.port(), "500ms")
              .device("inverter-1", "sunspec-inverter", inverters.port(), inverter.unitId(), 3.68)
              .device("meter", "eastron-sdm630", meters.port(), meter.unitId(), 10)
              .write(folder);
      try (PollerProcess poller = PollerProcess.start(config, data.key(site))) {
        await()
            .atMost(Duration.ofSeconds(30))
            .alias("a whole reading in the store")
            .until(() -> Stored.of(database, site).wholeReadings() >= 3);
        poller.stop();
      }
    }
    Map<String, Object> row = Stored.of(database, site).newest();
    // SMA SB3.6, 2025-05-18: model 101 W, TmpCab; model 160 modules 1 and 2, W.
    assertThat(number(row, "inverter1_power_kw")).isEqualTo(3.680, PRINTED);
    assertThat(number(row, "solar_power_kw")).isEqualTo(2.210 + 1.600, PRINTED);
    assertThat(number(row, "inverter1_temperature")).isEqualTo(44, PRINTED);
    assertThat(number(row, "inverter1_efficiency")).isEqualTo(100 * 3.68 / 3.81, within(0.01));
    // SDM630: sum of system power, frequency, mean of the phases.
    assertThat(number(row, "grid_power_kw")).isEqualTo(1.820892, PRINTED);
    assertThat(number(row, "grid_frequency")).isEqualTo(49.9, within(0.005));
    assertThat(number(row, "grid_voltage")).isEqualTo(234.939, PRINTED);
    // No battery: the balance is load = inverter + grid, and the battery is missing, not 0.
    assertThat(number(row, "load_power_kw")).isEqualTo(3.680 + 1.820892, PRINTED);
    assertThat(row.get("battery_power_kw")).isNull();
    assertThat(row.get("battery_charge_level")).isNull();
    assertThat(row.get("inverter2_power_kw")).isNull();
    assertThat(Stored.of(database, site).detail("inverter-1"))
        .containsEntry("device.serial_number", "3005067415")
        .containsEntry("inverter.state", "MPPT")
        .containsEntry("inverter.energy", 30388530);
  }

  private static double number(Map<String, Object> row, String column) {
    assertThat(row.get(column)).as(column).isNotNull();
    return ((Number) row.get(column)).doubleValue();
  }

  private static RegisterDump dump(String name) throws IOException {
    return RegisterDump.read(CASES.resolve(name));
  }
}
