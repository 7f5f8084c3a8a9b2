package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.busbar.maps.Decoder;
import org.busbar.maps.MapLoader;
import org.busbar.maps.Quality;
import org.busbar.maps.ReadBlock;
import org.busbar.maps.ReadPlanner;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.Sample;
import org.busbar.sunspec.ReadFailed;
import org.busbar.sunspec.RegisterReader;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a simulated device shows, read over the wire as a poller reads it, equals the state. */
class MapRoundTripTest {
  private static final Instant NOON = Instant.parse("2026-06-21T10:00:00Z");

  /** Points that a map may feed and the site model has no word for. */
  private static final Set<String> UNSAID =
      Set.of("battery.state", "inverter.state", "inverter.fault");

  static Stream<String> shippedMaps() {
    return MapLoader.shippedIds().stream();
  }

  @ParameterizedTest
  @MethodSource("shippedMaps")
  void everyShippedMapShowsTheStateWithinItsResolution(String id) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("MapRoundTripTest " + id + " seed " + seed);
    RegisterMap map = MapLoader.shipped(id);
    Part part = Part.ofRole(map.role(), 0).orElseThrow();
    SiteParameters parameters =
        SiteParameters.usual().sized(6, 10, 2).stepping(Duration.ofMinutes(1));
    SimulatedDevice device = new SimulatedDevice("device-7", map, part, parameters);
    SiteModel model = new SiteModel(parameters, seed, NOON);
    SiteState state = model.first();
    try (ModbusServer server = ModbusServer.start(0, DeviceBank.of(5, device.bank()))) {
      for (int hour = 0; hour < 12; hour++) {
        state = model.advance(state, state.at().plus(Duration.ofHours(1)));
        device.show(state);
        check(read(server.port(), map), PartPoints.of(part, state), map);
      }
    }
  }

  private static void check(List<Sample> samples, Map<String, Double> points, RegisterMap map) {
    Map<String, Sample> byPoint = new HashMap<>();
    samples.forEach(sample -> sample.point().ifPresent(point -> byPoint.put(point, sample)));
    assertThat(byPoint).isNotEmpty();
    byPoint.forEach(
        (point, sample) -> {
          Double expected = points.get(point);
          if (expected != null && !UNSAID.contains(point)) {
            assertThat(sample.quality()).as(map.id() + " " + point).isEqualTo(Quality.GOOD);
            assertThat(Math.abs(sample.number() - expected))
                .as("%s %s: %s, not %s", map.id(), point, sample.number(), expected)
                .isLessThanOrEqualTo(tolerance(sample, expected));
          } else if (!UNSAID.contains(point) && !point.startsWith("device.")) {
            assertThat(sample.quality()).as(point).isEqualTo(Quality.NOT_IMPLEMENTED);
          }
        });
    assertThat(byPoint.values().stream().filter(Sample::good).count()).isGreaterThan(5);
  }

  /** A step of the coarsest register in use, and what single precision cannot hold. */
  private static double tolerance(Sample sample, double expected) {
    double step =
        switch (sample.value().unit()) {
          case "W" -> 1;
          case "Wh" -> 100;
          case "V" -> 0.1;
          case "%" -> 1;
          case "A" -> 0.02;
          case "Hz" -> 0.01;
          default -> 0.1;
        };
    return step * 1.001 + Math.abs(expected) * 1e-6;
  }

  private static List<Sample> read(int port, RegisterMap map) throws Exception {
    ModbusTCPMaster client = new ModbusTCPMaster("127.0.0.1", port, 2_000, true);
    client.setRetries(1);
    client.connect();
    try {
      RegisterReader reader = (table, address, count) -> words(client, table, address, count);
      RegisterMap resolved =
          map.needsChain()
              ? SunSpecResolver.resolve(map, SunSpecChain.walk(reader, map.sunspec()))
              : map;
      RegisterImage image = new RegisterImage();
      for (ReadBlock block : ReadPlanner.plan(resolved.values(), resolved.limits()).blocks()) {
        image.put(block, reader.read(block.table(), block.address(), block.count()));
      }
      return new Decoder(resolved).decode(image);
    } finally {
      client.disconnect();
    }
  }

  private static int[] words(ModbusTCPMaster client, RegisterTable table, int address, int count)
      throws ReadFailed {
    try {
      InputRegister[] registers =
          table == RegisterTable.INPUT_REGISTER
              ? client.readInputRegisters(5, address, count)
              : client.readMultipleRegisters(5, address, count);
      return Arrays.stream(registers).mapToInt(InputRegister::toUnsignedShort).toArray();
    } catch (Exception e) {
      throw new ReadFailed(Quality.BAD_ADDRESS, table + " " + address + "+" + count + ": " + e);
    }
  }

  @Test
  void aSunSpecDeviceHasAWholeChainAndItsIdentity() throws Exception {
    RegisterMap map = MapLoader.shipped("sunspec-inverter");
    SimulatedDevice device =
        new SimulatedDevice("site/inverter-1", map, Part.INVERTER_1, SiteParameters.usual());
    RegisterReader reader =
        (table, address, count) ->
            device
                .bank()
                .read(table, address, count)
                .orElseThrow(() -> new ReadFailed(Quality.BAD_ADDRESS, "unknown " + address));
    SunSpecChain chain = SunSpecChain.walk(reader);
    assertThat(chain.problems()).isEmpty();
    assertThat(chain.base()).isEqualTo(40_000);
    assertThat(chain.models()).extracting(SunSpecChain.Entry::model).containsExactly(1, 103, 160);
    SunSpecChain.Entry last = chain.models().get(2);
    assertThat(last.length()).isEqualTo(8 + 2 * 20);
    int end = last.address() + 2 + last.length();
    assertThat(reader.read(RegisterTable.HOLDING_REGISTER, end, 2)).containsExactly(0xFFFF, 0);
    RegisterImage image = new RegisterImage();
    image.put(RegisterTable.HOLDING_REGISTER, 40_000, whole(reader, 40_000, end + 2 - 40_000));
    Map<String, Sample> samples = new HashMap<>();
    new Decoder(SunSpecResolver.resolve(map, chain))
        .decode(image)
        .forEach(sample -> samples.put(sample.value().name(), sample));
    assertThat(samples.get("serial_number").text()).isEqualTo("site/inverter-1");
    assertThat(samples.get("string3_power").quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
  }

  private static int[] whole(RegisterReader reader, int from, int count) throws ReadFailed {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = reader.read(RegisterTable.HOLDING_REGISTER, from + i, 1)[0];
    }
    return words;
  }
}
