package org.busbar.sunspec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.busbar.maps.Decoder;
import org.busbar.maps.Encoder;
import org.busbar.maps.MapLoader;
import org.busbar.maps.MapValue;
import org.busbar.maps.Quality;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.Sample;
import org.busbar.maps.WordSink;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.ShippedFolder;
import org.junit.jupiter.api.Test;

/** Names of model points become addresses; what a device lacks stays absent. */
class SunSpecResolverTest {
  private final RegisterImage image = new RegisterImage();
  private final WordSink sink = (table, address, word) -> image.put(table, address, word);

  private Map<String, Sample> samples(RegisterMap map) {
    return new Decoder(map)
        .decode(image).stream()
            .collect(Collectors.toMap(s -> s.value().name(), Function.identity()));
  }

  private SunSpecChain lay(SunSpecLayout.Part... parts) throws ReadFailed {
    SunSpecChain laid = SunSpecLayout.lay(40000, List.of(parts), sink);
    SunSpecChain walked =
        SunSpecChain.walk(
            (table, address, count) -> {
              int[] words = new int[count];
              for (int i = 0; i < count; i++) {
                words[i] =
                    image
                        .word(table, address + i)
                        .orElseThrow(() -> new IllegalStateException("beyond the chain"));
              }
              return words;
            });
    assertThat(walked).isEqualTo(laid);
    return laid;
  }

  @Test
  void aFreshlyLaidOutDeviceHasNoValueAtAll() throws Exception {
    SunSpecChain chain =
        lay(
            new SunSpecLayout.Part(1, 0),
            new SunSpecLayout.Part(103, 0),
            new SunSpecLayout.Part(160, 2));
    RegisterMap map = SunSpecResolver.resolve(MapLoader.shipped("sunspec-inverter"), chain);
    assertThat(samples(map).values())
        .allSatisfy(
            s -> assertThat(s.quality()).as(s.value().name()).isEqualTo(Quality.NOT_IMPLEMENTED));
  }

  @Test
  void anEncodedInverterReadsAsItWasWritten() throws Exception {
    SunSpecChain chain =
        lay(
            new SunSpecLayout.Part(1, 0),
            new SunSpecLayout.Part(103, 0),
            new SunSpecLayout.Part(160, 2));
    RegisterMap map = SunSpecResolver.resolve(MapLoader.shipped("sunspec-inverter"), chain);
    Encoder encoder = new Encoder(map);
    encoder.encode("power", -5200, sink);
    encoder.encode("frequency", 49.98, sink);
    encoder.encode("voltage", 231.4, sink);
    encoder.encode("solar_power", 5400, sink);
    encoder.encodeText("state", "MPPT", sink);
    encoder.encodeText("serial_number", "SN-1", sink);
    Map<String, Sample> samples = samples(map);
    assertThat(samples.get("power").number()).isEqualTo(-5200);
    assertThat(samples.get("frequency").number()).isEqualTo(49.98);
    assertThat(samples.get("voltage").number()).isEqualTo(231.4);
    assertThat(samples.get("solar_power").number()).isEqualTo(5400);
    assertThat(samples.get("string2_power").number()).isEqualTo(2700);
    assertThat(samples.get("string3_power").quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
    assertThat(samples.get("state").text()).isEqualTo("MPPT");
    assertThat(samples.get("serial_number").text()).isEqualTo("SN-1");
  }

  @Test
  void theFirstAlternativeThatTheDeviceHasIsTaken() throws Exception {
    SunSpecChain chain = lay(new SunSpecLayout.Part(1, 0), new SunSpecLayout.Part(113, 0));
    RegisterMap map = SunSpecResolver.resolve(MapLoader.shipped("sunspec-inverter"), chain);
    new Encoder(map).encode("power", 297.5, sink);
    assertThat(samples(map).get("power").number()).isEqualTo(297.5);
    assertThat(map.value("power").orElseThrow().firstAddress()).isEqualTo(40070 + 22);
  }

  @Test
  void storagePortsCountAndPortsOfOtherTypesDoNot() throws Exception {
    SunSpecChain chain =
        lay(
            new SunSpecLayout.Part(1, 0),
            new SunSpecLayout.Part(713, 0),
            new SunSpecLayout.Part(714, 3));
    RegisterMap map = SunSpecResolver.resolve(MapLoader.shipped("sunspec-storage"), chain);
    Encoder encoder = new Encoder(map);
    encoder.encode("rating_713", 10_000, sink);
    encoder.encode("charge_713", 55.5, sink);
    for (int port = 1; port <= 3; port++) {
      encoder.encode("port_type[" + port + "]", port == 2 ? 1 : 0, sink);
      encoder.encode("port_power[" + port + "]", 1000 * port, sink);
    }
    Map<String, Sample> samples = samples(map);
    assertThat(samples.get("charge_level").number()).isEqualTo(55.5);
    assertThat(samples.get("power").number()).isEqualTo(-2000);
    encoder.encode("rating_713", 0, sink);
    assertThat(samples(map).get("charge_level").quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
  }

  @Test
  void pointsBeyondTheLengthOfAModelAreAbsent() throws BadFile {
    SunSpecChain chain =
        new SunSpecChain(
            40000,
            List.of(
                new SunSpecChain.Entry(1, 40002, 65, 1),
                new SunSpecChain.Entry(101, 40069, 20, 1),
                new SunSpecChain.Entry(160, 40091, 8 + 20 + 19, 1)),
            List.of());
    RegisterMap map = SunSpecResolver.resolve(MapLoader.shipped("sunspec-inverter"), chain);
    assertThat(map.value("power").orElseThrow().readable()).isTrue();
    assertThat(map.value("energy").orElseThrow().readable()).isFalse();
    assertThat(map.value("string1_power").orElseThrow().readable()).isTrue();
    assertThat(map.value("string2_power").orElseThrow().readable()).isFalse();
    assertThat(map.value("tracker_power[1]")).isPresent();
    assertThat(map.value("tracker_power[2]")).isEmpty();
    assertThat(map.values())
        .filteredOn(MapValue::readable)
        .allSatisfy(v -> assertThat(v.table()).isEqualTo(RegisterTable.HOLDING_REGISTER));
  }

  @Test
  void everyShippedModelIsWhole() {
    for (String id : new ShippedFolder("sunspec").ids()) {
      SunSpecModel model =
          SunSpecModels.find(Integer.parseInt(id.substring("model_".length()))).orElseThrow();
      assertThat(model.points())
          .allSatisfy(p -> assertThat(p.offset() + p.size()).isLessThanOrEqualTo(model.size()));
      assertThat(model.points())
          .filteredOn(p -> !p.scaleFactor().isEmpty())
          .allSatisfy(p -> assertThat(model.point(p.scaleFactor())).as(p.name()).isPresent());
      model
          .groups()
          .forEach(
              g ->
                  assertThat(g.points())
                      .allSatisfy(
                          p -> assertThat(p.offset() + p.size()).isLessThanOrEqualTo(g.size())));
    }
    assertThat(SunSpecModels.find(101).orElseThrow().size()).isEqualTo(52);
    assertThat(SunSpecModels.find(9999)).isEmpty();
  }
}
