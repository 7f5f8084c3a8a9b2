package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decoding never becomes what limits a poller: a floor far below what is measured. */
class DecoderSpeedTest {
  @Test
  void aMillionValuesAreDecodedInASecond() {
    List<MapValue> values = new ArrayList<>();
    RegisterImage image = new RegisterImage();
    for (int i = 0; i < 1_000; i++) {
      boolean real = i % 4 == 0;
      RawType type = real ? RawType.FLOAT32 : RawType.UINT16;
      values.add(MapValue.named("v" + i).at(2 * i, type).scale(real ? 1 : 0.1).build());
      int bits = Float.floatToRawIntBits(i * 0.37f + 1);
      image.put(RegisterTable.HOLDING_REGISTER, 2 * i, bits >>> 16, bits & 0xFFFF);
    }
    Decoder decoder = new Decoder(RoundTripTest.map(values));
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(decoder.decode(image)).hasSize(1_000);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    double perSecond = 50_000 / (best / 1e9);
    assertThat(perSecond).as("values/s").isGreaterThan(1e6);
  }
}
