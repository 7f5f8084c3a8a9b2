package org.busbar.poller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.busbar.maps.Encoder;
import org.busbar.maps.MapLoader;
import org.busbar.maps.Quality;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.poller.config.DeviceConfig;
import org.busbar.poller.config.Role;
import org.busbar.poller.modbus.LinkOptions;
import org.busbar.poller.modbus.ModbusConnection;
import org.busbar.simulator.DeviceBank;
import org.busbar.simulator.Fault;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.RegisterBank;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecLayout;
import org.busbar.sunspec.SunSpecResolver;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevicePollerTest {
  private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
  private static final String MAP =
      """
      map: test-meter
      title: A meter of three blocks
      source: made for this test
      role: meter
      defaults: {table: holding_register}
      values:
        - {name: power, point: grid.power, address: 0, type: int16, unit: W, positive: import}
        - {name: frequency, point: grid.frequency, address: 1000, type: int16, scale: 0.01, unit: Hz}
        - {name: voltage, point: grid.voltage, address: 2000, type: int16, scale: 0.1, unit: V}
      """;

  private final RegisterBank registers = new RegisterBank();
  private ModbusServer server;
  private ModbusConnection connection;
  private long nanos = 1;
  private DevicePoller poller;

  @BeforeEach
  void serve() throws Exception {
    registers.set(RegisterTable.HOLDING_REGISTER, 0, 1500);
    registers.set(RegisterTable.HOLDING_REGISTER, 1000, 5001);
    registers.set(RegisterTable.HOLDING_REGISTER, 2000, 2312);
    server = ModbusServer.start(0, DeviceBank.of(1, registers));
    connection = new ModbusConnection("127.0.0.1", server.port(), System::nanoTime);
    poller = poller(MapLoader.load(YamlFile.parse("test-meter.yaml", MAP)));
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  private DevicePoller poller(RegisterMap map) {
    LinkOptions options =
        new LinkOptions(
            Duration.ofMillis(150), Duration.ZERO, Duration.ZERO, LinkOptions.Compatibility.NONE);
    DeviceConfig device =
        new DeviceConfig(
            "meter", map, "127.0.0.1", server.port(), 1, Role.METER, Double.NaN, false, options);
    return new DevicePoller(device, connection, Duration.ofSeconds(10), () -> nanos, new Random(1));
  }

  @Test
  void everyPointIsThereWhenTheDeviceAnswers() {
    EquipmentReading reading = poll();
    assertThat(reading.points().get("grid.power").number()).isEqualTo(1500);
    assertThat(reading.points().get("grid.frequency").number()).isEqualTo(50.01);
    assertThat(reading.points().get("grid.voltage").number()).isEqualTo(231.2);
  }

  @Test
  void refusedBlockIsSetApartTheRestGoesOnAndItIsAskedAgainLater() {
    server.faults().when(r -> r.covers(1000), new Fault.ExceptionAnswer(2));
    assertThat(qualities(poll())).containsExactly(Quality.GOOD, Quality.BAD_ADDRESS, Quality.GOOD);
    assertThat(qualities(poll())).containsExactly(Quality.GOOD, Quality.BAD_ADDRESS, Quality.GOOD);
    assertThat(server.requests().count(r -> r.covers(1000))).isEqualTo(1);
    server.faults().clear();
    nanos += Duration.ofMinutes(16).toNanos();
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
  }

  @Test
  void eachExceptionHasItsQuality() {
    int[] codes = {1, 2, 3, 4, 7, 8, 0x63};
    Quality[] expected = {
      Quality.BAD_UNSUPPORTED,
      Quality.BAD_ADDRESS,
      Quality.BAD_ADDRESS,
      Quality.BAD_DEVICE,
      Quality.BAD_DEVICE,
      Quality.BAD_DEVICE,
      Quality.BAD_PROTOCOL
    };
    for (int i = 0; i < codes.length; i++) {
      server.faults().clear();
      server.faults().when(r -> r.covers(2000), new Fault.ExceptionAnswer(codes[i]));
      assertThat(qualities(poll()).get(2)).as("exception %d", codes[i]).isEqualTo(expected[i]);
      nanos += Duration.ofHours(2).toNanos();
    }
  }

  @Test
  void blockWithAHoleThatTheDeviceDoesNotHaveIsSplitAndStaysSplit() throws Exception {
    RegisterMap map =
        MapLoader.load(
            YamlFile.parse(
                "holes.yaml",
                MAP.replace("address: 1000", "address: 3").replace("address: 2000", "address: 8")));
    registers.set(RegisterTable.HOLDING_REGISTER, 3, 5001);
    registers.set(RegisterTable.HOLDING_REGISTER, 8, 2312);
    poller = poller(map);
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
    server.requests().clear();
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
    assertThat(server.requests().count()).isEqualTo(3);
    registers.remove(RegisterTable.HOLDING_REGISTER, 3, 1);
    assertThat(qualities(poll())).containsExactly(Quality.GOOD, Quality.BAD_ADDRESS, Quality.GOOD);
  }

  @Test
  void busyDeviceIsAskedAgainWithinThePoll() {
    server.faults().next(new Fault.ExceptionAnswer(6), new Fault.ExceptionAnswer(6));
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
    assertThat(server.requests().count()).isEqualTo(5);
  }

  @Test
  void deadDeviceCostsOneTimeoutThenNothingUntilItsBackOffEnds() {
    server.faults().always(new Fault.Silence());
    assertThat(qualities(poll())).containsOnly(Quality.BAD_COMM);
    assertThat(server.requests().count()).isEqualTo(1);
    assertThat(qualities(poll())).containsOnly(Quality.BAD_COMM);
    assertThat(server.requests().count()).isEqualTo(1);
    server.faults().clear();
    nanos += Duration.ofSeconds(2).toNanos();
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
  }

  @Test
  void cutInTheMiddleOfAPollLosesNothingIfTheDeviceComesBackAtOnce() {
    server.faults().next(new Fault.None(), new Fault.HalfFrame());
    assertThat(qualities(poll())).containsOnly(Quality.GOOD);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void rebootInTheMiddleOfAPollKeepsWhatWasReadAndNamesTheRest() {
    server.faults().when(r -> r.covers(1000), new Fault.Cut());
    assertThat(qualities(poll())).containsExactly(Quality.GOOD, Quality.BAD_COMM, Quality.BAD_COMM);
  }

  @Test
  void sunSpecDeviceIsFoundByItsChainAndFoundAgainAfterAReconnect() throws Exception {
    RegisterMap map = MapLoader.shipped("sunspec-inverter");
    lay(map, 40_000, 5_000);
    poller = poller(map);
    assertThat(poll().points().get("inverter.power").number()).isEqualTo(5_000);
    registers.remove(RegisterTable.HOLDING_REGISTER, 40_000, 400);
    lay(map, 50_000, 6_000);
    server.cutConnections();
    poll();
    nanos += Duration.ofHours(1).toNanos();
    assertThat(poll().points().get("inverter.power").number()).isEqualTo(6_000);
  }

  private void lay(RegisterMap map, int base, double watts) {
    SunSpecChain chain =
        SunSpecLayout.lay(
            base, List.of(new SunSpecLayout.Part(1, 0), new SunSpecLayout.Part(103, 0)), registers);
    new Encoder(SunSpecResolver.resolve(map, chain)).encode("power", watts, registers);
  }

  private EquipmentReading poll() {
    return poller.poll(AT, nanos + Duration.ofSeconds(9).toNanos(), true);
  }

  private static List<Quality> qualities(EquipmentReading reading) {
    return reading.points().values().stream().map(PointValue::quality).toList();
  }
}
