package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.busbar.sunspec.SunSpecRef;
import org.junit.jupiter.api.Test;

/** What words mean, and when they mean nothing. */
class DecoderTest {
  private static final RegisterTable TABLE = RegisterTable.HOLDING_REGISTER;

  private static Sample decode(MapValueBuilder value, int... words) {
    RegisterImage image = new RegisterImage();
    image.put(TABLE, 100, words);
    return new Decoder(RoundTripTest.map(List.of(value.build()))).decode(image).get(0);
  }

  private static MapValueBuilder value(RawType type) {
    return MapValue.named("v").at(100, type);
  }

  private static Sample scaled(int exponent, MapValueBuilder value, int... words) {
    MapValue factor = MapValue.named("sf").at(99, RawType.SUNSSF).build();
    RegisterImage image = new RegisterImage();
    image.put(TABLE, 99, exponent & 0xFFFF);
    image.put(TABLE, 100, words);
    RegisterMap map = RoundTripTest.map(List.of(factor, value.scaleFactor("sf").build()));
    return new Decoder(map).decode(image).get(1);
  }

  @Test
  void oneFloatInTheFourOrdersOfItsBytes() {
    assertThat(decode(value(RawType.FLOAT32), 0x41C8, 0x0000).number()).isEqualTo(25);
    assertThat(decode(value(RawType.FLOAT32).wordOrder(WordOrder.LITTLE), 0x0000, 0x41C8).number())
        .isEqualTo(25);
    assertThat(decode(value(RawType.FLOAT32).byteOrder(ByteOrder.LITTLE), 0xC841, 0x0000).number())
        .isEqualTo(25);
    MapValueBuilder both =
        value(RawType.FLOAT32).wordOrder(WordOrder.LITTLE).byteOrder(ByteOrder.LITTLE);
    assertThat(decode(both, 0x0000, 0xC841).number()).isEqualTo(25);
  }

  @Test
  void scalingIsDecimal() {
    Sample sample = scaled(-10, value(RawType.UINT32), 0xFFFF, 0xFFFF);
    assertThat(sample.number()).isEqualTo(0.4294967295);
    assertThat(decode(value(RawType.UINT16).scale(0.1), 3).number()).isEqualTo(0.3);
    assertThat(decode(value(RawType.UINT16).scale(0.1).offset(-100), 1275).number())
        .isEqualTo(27.5);
    int bits = Float.floatToRawIntBits(0.42f);
    assertThat(decode(value(RawType.FLOAT32), bits >>> 16, bits & 0xFFFF).number()).isEqualTo(0.42);
    assertThat(decode(value(RawType.UINT64), 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFE).number())
        .isEqualTo(1.8446744073709552E19);
  }

  @Test
  void sunSpecNotImplementedIsNeverANumber() {
    for (RawType type : RawType.values()) {
      if (NotImplemented.raw(type).isEmpty() || type == RawType.STRING) {
        continue;
      }
      long raw = NotImplemented.raw(type).getAsLong();
      int[] words = new int[type.registers()];
      for (int i = 0; i < words.length; i++) {
        words[i] = (int) (raw >>> (16 * (words.length - 1 - i))) & 0xFFFF;
      }
      MapValueBuilder value = value(type).sunspec(List.of(new SunSpecRef(1, "", 0, "X")));
      assertThat(decode(value, words).quality()).as(type.word()).isEqualTo(Quality.NOT_IMPLEMENTED);
    }
    assertThat(decode(MapValue.named("v").at(100, RawType.STRING, 2), 0, 0).quality())
        .isEqualTo(Quality.NOT_IMPLEMENTED);
  }

  @Test
  void aFactorThatIsMissingOrWildMakesTheValueMissing() {
    assertThat(scaled(0x8000, value(RawType.INT16), 5).quality())
        .isEqualTo(Quality.NOT_IMPLEMENTED);
    assertThat(scaled(11, value(RawType.INT16), 5).quality()).isEqualTo(Quality.BAD_CONFIG);
    assertThat(scaled(-11, value(RawType.INT16), 5).quality()).isEqualTo(Quality.BAD_CONFIG);
    assertThat(scaled(10, value(RawType.INT16), 5).number()).isEqualTo(5e10);
  }

  @Test
  void aFactorThatChangedWithinOnePollScalesNothing() {
    MapValue factor = MapValue.named("sf").at(99, RawType.SUNSSF).build();
    MapValue value = value(RawType.INT16).scaleFactor("sf").build();
    RegisterImage image = new RegisterImage();
    image.put(new ReadBlock(TABLE, 99, 2, List.of(factor, value)), new int[] {0, 5});
    image.put(new ReadBlock(TABLE, 98, 2, List.of(factor)), new int[] {0, 1});
    RegisterMap map = RoundTripTest.map(List.of(factor, value));
    assertThat(new Decoder(map).decode(image).get(1).quality()).isEqualTo(Quality.BAD_PROTOCOL);
  }

  @Test
  void nanInfinityAndSubnormalAreBad() {
    for (int bits : new int[] {0x7FC00001, 0x7F800000, 0xFF800000, 0x00000001, 0xFFFFFFFF}) {
      Sample sample = decode(value(RawType.FLOAT32), bits >>> 16, bits & 0xFFFF);
      assertThat(sample.quality()).isEqualTo(Quality.BAD_NAN);
      assertThat(sample.number()).isNaN();
    }
    assertThat(decode(value(RawType.FLOAT64), 0x7FF0, 0, 0, 0).quality())
        .isEqualTo(Quality.BAD_NAN);
  }

  @Test
  void severalSentinelsAndTheRangeMakeAValueMissing() {
    MapValueBuilder value = value(RawType.INT16).sentinels(List.of(0x7FFFL, 0xFFFEL)).max(1000);
    assertThat(decode(value, 0x7FFF).quality()).isEqualTo(Quality.BAD_SENTINEL);
    assertThat(decode(value, 0xFFFE).quality()).isEqualTo(Quality.BAD_SENTINEL);
    assertThat(decode(value, 1001).quality()).isEqualTo(Quality.BAD_RANGE);
    assertThat(decode(value, 1000).number()).isEqualTo(1000);
  }

  @Test
  void decimalDigitsMustBeDigits() {
    assertThat(decode(value(RawType.BCD16), 0x1234).number()).isEqualTo(1234);
    assertThat(decode(value(RawType.BCD32), 0x0012, 0x3456).number()).isEqualTo(123456);
    assertThat(decode(value(RawType.BCD16), 0x12A4).quality()).isEqualTo(Quality.BAD_RANGE);
  }

  @Test
  void textIsCutTrimmedAndSafeToPrint() {
    MapValueBuilder text = MapValue.named("v").at(100, RawType.STRING, 4);
    assertThat(decode(text, 0x4142, 0x0A43, 0x2000, 0x5858).text()).isEqualTo("ABC");
    assertThat(decode(text, 0xFF41, 0x4242, 0x4300, 0).text()).isEqualTo("\uFFFDABBC");
  }

  @Test
  void anUnknownCodeIsShownAndBitsAreNamed() {
    MapValueBuilder state = value(RawType.UINT16).symbols(Map.of(1L, "OFF", 4L, "MPPT"));
    assertThat(decode(state, 4).text()).isEqualTo("MPPT");
    assertThat(decode(state, 99).text()).isEqualTo("unknown(99)");
    MapValueBuilder flags = value(RawType.BITFIELD16).symbols(Map.of(0L, "A", 2L, "C"));
    assertThat(decode(flags, 0b10101).text()).isEqualTo("A,C,bit4");
  }

  @Test
  void halvesThatLieApartMakeOneNumber() {
    MapValueBuilder value =
        value(RawType.UINT32).addresses(List.of(100, 102)).wordOrder(WordOrder.LITTLE).scale(0.1);
    assertThat(decode(value, 0x0001, 4999, 0x0002).number()).isEqualTo(13107.3);
  }

  @Test
  void whatWasNotReadOrFailedSaysWhy() {
    RegisterImage image = new RegisterImage();
    image.fail(TABLE, 100, 1, Quality.BAD_COMM);
    RegisterMap map =
        RoundTripTest.map(
            List.of(
                value(RawType.INT16).build(), MapValue.named("w").at(7, RawType.INT32).build()));
    List<Sample> samples = new Decoder(map).decode(image);
    assertThat(samples)
        .extracting(Sample::quality)
        .containsExactly(Quality.BAD_COMM, Quality.NOT_READ);
    assertThat(samples).allSatisfy(s -> assertThat(s.number()).isNaN());
  }

  @Test
  void aSumIsMissingWhenATermIsUnlessThatOneIsOptionalAndAbsent() {
    assertThat(sum(false, 3, 0xFFFF).quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
    assertThat(sum(true, 3, 0xFFFF).number()).isEqualTo(0.3);
    assertThat(sum(true, 1, 2).number()).isEqualTo(0.3);
    assertThat(sum(true, 0xFFFF, 0xFFFF).quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
    assertThat(sum(true, 3).quality()).isEqualTo(Quality.NOT_READ);
  }

  private static Sample sum(boolean optional, int... words) {
    List<MapValue> values = new ArrayList<>();
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<SunSpecRef> refs = List.of(new SunSpecRef(1, "", 0, "X"));
      values.add(
          MapValue.named("t" + i).at(100 + i, RawType.UINT16).scale(0.1).sunspec(refs).build());
      terms.add(new Term("t" + i, 1, optional));
    }
    values.add(
        MapValue.named("sum")
            .length(0)
            .combination(new Combination(Combination.Kind.SUM, terms))
            .build());
    RegisterImage image = new RegisterImage();
    image.put(TABLE, 100, words);
    return new Decoder(RoundTripTest.map(values)).decode(image).get(2);
  }

  @Test
  void aGateThatIsShutOrUnknownMakesTheValueMissing() {
    MapValue rating = MapValue.named("rating").at(99, RawType.UINT16).build();
    MapValue charge =
        value(RawType.UINT16)
            .gate(new Gate("rating", 0, Double.POSITIVE_INFINITY, java.util.Set.of()))
            .build();
    Decoder decoder = new Decoder(RoundTripTest.map(List.of(rating, charge)));
    RegisterImage image = new RegisterImage();
    image.put(TABLE, 100, 55);
    assertThat(decoder.decode(image).get(1).quality()).isEqualTo(Quality.NOT_READ);
    image.put(TABLE, 99, 0);
    assertThat(decoder.decode(image).get(1).quality()).isEqualTo(Quality.NOT_IMPLEMENTED);
    image.put(TABLE, 99, 1);
    assertThat(decoder.decode(image).get(1).number()).isEqualTo(55);
  }
}
