package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The encoder is the decoder's inverse. */
class RoundTripTest {
  private static final double[] SCALES = {1, 0.1, 0.01, 0.001, 10, 2, 0.5, 0.25, 100};

  @Test
  void everyTypeOrderScaleAndSignComesBackAsItWentIn() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      MapValue value = randomValue(random);
      double number = randomNumber(random, value);
      RegisterImage image = new RegisterImage();
      RegisterMap map = map(List.of(value));
      try {
        new Encoder(map).encode("v", number, (t, a, w) -> image.put(t, a, w));
      } catch (IllegalArgumentException e) {
        continue;
      }
      Sample back = new Decoder(map).decode(image).get(0);
      assertThat(back.quality()).as("seed %d: %s %s", seed, number, value).isEqualTo(Quality.GOOD);
      double near = Math.max(Math.abs(number) * 1e-15, 1e-300);
      near = value.type() == RawType.FLOAT32 ? Math.max(Math.abs(number) * 1e-6, 1e-3) : near;
      assertThat(Math.abs(back.number() - number))
          .as("seed %d: %s became %s for %s", seed, number, back.number(), value)
          .isLessThanOrEqualTo(near);
    }
  }

  private static MapValue randomValue(Random random) {
    List<RawType> types = new ArrayList<>(List.of(RawType.values()));
    types.removeAll(List.of(RawType.STRING, RawType.BIT, RawType.SUNSSF));
    RawType type = types.get(random.nextInt(types.size()));
    MapValueBuilder builder = MapValue.named("v").at(random.nextInt(65000), type);
    if (type.registers() == 2 && random.nextInt(4) == 0) {
      int first = random.nextInt(60000);
      builder.addresses(List.of(first, first + 1 + random.nextInt(50)));
    }
    if (!type.isBitfield()) {
      double scale = SCALES[random.nextInt(SCALES.length)];
      builder.scale(scale).offset(random.nextInt(3) == 0 ? -100 : 0);
      builder.sign(random.nextBoolean() ? 1 : -1);
    }
    if (type == RawType.UINT16 && random.nextInt(3) == 0) {
      int shift = random.nextInt(12);
      builder.bits(new BitField(shift, 1 + random.nextInt(16 - shift)));
    }
    builder.wordOrder(random.nextBoolean() ? WordOrder.BIG : WordOrder.LITTLE);
    builder.byteOrder(random.nextBoolean() ? ByteOrder.BIG : ByteOrder.LITTLE);
    return builder.build();
  }

  /** A number that the value can hold exactly, as its decimal steps allow. */
  private static double randomNumber(Random random, MapValue value) {
    BitField bits = value.bits();
    int width = bits == null ? Math.min(52, value.type().bits()) : bits.width();
    long raw = random.nextLong() >>> (64 - width);
    boolean signed =
        List.of(RawType.INT16, RawType.INT32, RawType.INT64).contains(value.type())
            || value.type().isFloat();
    raw = signed ? raw - (1L << (width - 1)) : raw;
    raw = value.type() == RawType.BCD16 || value.type() == RawType.BCD32 ? raw % 10_000 : raw;
    raw = value.type() == RawType.FLOAT32 ? raw % 100_000 : raw;
    return Linear.of(value).of(raw, 0);
  }

  @Test
  void valuesThatShareARegisterDoNotEraseEachOther() {
    MapValue low = MapValue.named("low").at(7, RawType.UINT8_LOW).build();
    MapValue high = MapValue.named("high").at(7, RawType.UINT8_HIGH).build();
    MapValue flag = MapValue.named("flag").at(8, RawType.UINT16).bits(new BitField(3, 2)).build();
    MapValue other = MapValue.named("other").at(8, RawType.UINT16).bits(new BitField(8, 4)).build();
    Map<String, Double> numbers = Map.of("low", 200.0, "high", 17.0, "flag", 2.0, "other", 9.0);
    assertRoundTrip(map(List.of(low, high, flag, other)), numbers);
  }

  @Test
  void scaleFactorsDirectionsSumsAndMeansComeBack() {
    MapValue sf = MapValue.named("w_sf").at(0, RawType.SUNSSF).build();
    MapValue power =
        MapValue.named("power").at(1, RawType.INT16).scaleFactor("w_sf").unit("W").sign(-1).build();
    MapValue way = MapValue.named("way").at(2, RawType.UINT16).build();
    MapValue current =
        MapValue.named("current")
            .at(3, RawType.UINT16)
            .scale(0.1)
            .signCode(new SignCode("way", List.of(2L), List.of(1L)))
            .build();
    MapValue l1 = MapValue.named("l1").at(4, RawType.UINT16).build();
    MapValue l2 = MapValue.named("l2").at(5, RawType.UINT16).build();
    List<Term> terms = List.of(new Term("l1", 1, false), new Term("l2", 1, false));
    MapValue sum =
        MapValue.named("sum")
            .length(0)
            .combination(new Combination(Combination.Kind.SUM, terms))
            .build();
    RegisterMap map = map(List.of(sf, power, way, current, l1, l2, sum));
    assertRoundTrip(map, Map.of("power", -5200.0, "current", -12.3, "sum", 4000.0));
  }

  private static void assertRoundTrip(RegisterMap map, Map<String, Double> numbers) {
    RegisterImage image = new RegisterImage();
    Encoder encoder = new Encoder(map);
    numbers.forEach((name, n) -> encoder.encode(name, n, (t, a, w) -> image.put(t, a, w)));
    Map<String, Double> back = new HashMap<>();
    new Decoder(map)
        .decode(image).stream()
            .filter(s -> numbers.containsKey(s.value().name()))
            .forEach(s -> back.put(s.value().name(), s.number()));
    assertThat(back).isEqualTo(numbers);
  }

  @Test
  void textComesBackCutAtWholeCharacters() {
    MapValue text = MapValue.named("v").at(10, RawType.STRING, 3).build();
    RegisterImage image = new RegisterImage();
    RegisterMap map = map(List.of(text));
    new Encoder(map).encodeText("v", "abcde°", (t, a, w) -> image.put(t, a, w));
    assertThat(new Decoder(map).decode(image).get(0).text()).isEqualTo("abcde");
  }

  @Test
  void aNumberThatWouldReadAsNoValueIsRefused() {
    MapValue value = MapValue.named("v").at(0, RawType.INT16).sentinels(List.of(0x8000L)).build();
    Encoder encoder = new Encoder(map(List.of(value)));
    assertThatThrownBy(() -> encoder.encode("v", -32768, (t, a, w) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.encode("v", 40000, (t, a, w) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missingIsWrittenAsTheDeviceWouldAndReadAsMissing() {
    MapValue value =
        MapValue.named("v").at(0, RawType.UINT32).sentinels(List.of(0xFFFFFFFFL)).build();
    RegisterImage image = new RegisterImage();
    RegisterMap map = map(List.of(value));
    assertThat(new Encoder(map).encodeMissing("v", (t, a, w) -> image.put(t, a, w))).isTrue();
    assertThat(new Decoder(map).decode(image).get(0).quality()).isEqualTo(Quality.BAD_SENTINEL);
  }

  static RegisterMap map(List<MapValue> values) {
    return new RegisterMap(
        "test", "test", "other", DeviceLimits.standard(), Map.of(), values, null, "test");
  }
}
