package org.busbar.sunspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.busbar.maps.Quality;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterTable;
import org.junit.jupiter.api.Test;

/** The walk over a chain: rules R1 to R10, and never without end. */
class SunSpecChainTest {
  private static final RegisterTable TABLE = RegisterTable.HOLDING_REGISTER;

  private final RegisterImage device = new RegisterImage();
  private final List<Integer> asked = new ArrayList<>();
  private Quality beyond = Quality.BAD_ADDRESS;

  private int[] read(RegisterTable table, int address, int count) throws ReadFailed {
    assertThat(table).isEqualTo(TABLE);
    assertThat(address + count).isLessThanOrEqualTo(65536);
    asked.add(address);
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      if (device.word(table, address + i).isEmpty()) {
        throw new ReadFailed(beyond, "nothing at " + (address + i));
      }
      words[i] = device.word(table, address + i).getAsInt();
    }
    return words;
  }

  private SunSpecChain walk() throws ReadFailed {
    return SunSpecChain.walk(this::read);
  }

  private void marker(int base) {
    device.put(TABLE, base, 0x5375, 0x6E53);
  }

  private int model(int address, int id, int length) {
    device.put(TABLE, address, id, length);
    device.put(TABLE, address + 2, new int[length]);
    return address + 2 + length;
  }

  @Test
  void chainIsFoundAtAnyBaseAndADecoyIsPassedBy() throws ReadFailed {
    for (int base : List.of(40000, 0, 50000)) {
      RegisterImage before = new RegisterImage();
      assertThat(before.word(TABLE, base)).isEmpty();
      SunSpecChainTest other = new SunSpecChainTest();
      other.device.put(TABLE, 40000, 0xE3DC, 1);
      other.marker(base);
      other.device.put(TABLE, other.model(base + 2, 1, 66), 0xFFFF, 0);
      SunSpecChain chain = other.walk();
      assertThat(chain.base()).isEqualTo(base);
      assertThat(chain.models()).containsExactly(new SunSpecChain.Entry(1, base + 2, 66, 1));
    }
  }

  @Test
  void anUnknownModelIsSteppedOverAndAFurtherModelOneBeginsADevice() throws ReadFailed {
    marker(40000);
    int next = model(40002, 1, 65);
    next = model(next, 64999, 7);
    next = model(next, 101, 50);
    next = model(next, 1, 65);
    next = model(next, 203, 105);
    device.put(TABLE, next, 0xFFFF, 0);
    SunSpecChain chain = walk();
    assertThat(chain.models())
        .extracting(SunSpecChain.Entry::model)
        .containsExactly(1, 64999, 101, 1, 203);
    assertThat(chain.models())
        .extracting(SunSpecChain.Entry::device)
        .containsExactly(1, 1, 1, 2, 2);
    assertThat(chain.problems()).isEmpty();
  }

  @Test
  void anEndWithoutLengthOrNoEndKeepsWhatWasFound() throws ReadFailed {
    marker(40000);
    int next = model(40002, 1, 66);
    device.put(TABLE, next, 0xFFFF);
    assertThat(walk().models()).hasSize(1);
    assertThat(walk().problems()).isEmpty();
    device.put(TABLE, next, 0, 0);
    assertThat(walk().models()).hasSize(1);
    assertThat(walk().problems()).hasSize(1);
  }

  @Test
  void silenceInTheMiddleOrEverywhereIsNotTakenForAnEnd() {
    beyond = Quality.BAD_COMM;
    assertThatThrownBy(this::walk).isInstanceOf(ReadFailed.class);
    marker(40000);
    model(40002, 1, 66);
    assertThatThrownBy(this::walk).isInstanceOf(ReadFailed.class);
  }

  @Test
  void aDeviceThatRefusesEveryBaseHasNoChain() throws ReadFailed {
    SunSpecChain chain = walk();
    assertThat(chain.found()).isFalse();
    assertThat(chain.problems()).hasSize(3);
  }

  @Test
  void aLengthThatReachesBeyondTheLastAddressEndsTheWalk() throws ReadFailed {
    marker(40000);
    int next = model(40002, 1, 66);
    device.put(TABLE, next, 101, 65000);
    SunSpecChain chain = walk();
    assertThat(chain.models()).hasSize(1);
    assertThat(chain.problems()).hasSize(1);
  }

  @Test
  void anyWordsEndTheWalkAfterABoundedNumberOfRequests() throws ReadFailed {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      SunSpecChainTest other = new SunSpecChainTest();
      int[] words = random.ints(25_000, 0, random.nextBoolean() ? 4 : 65536).toArray();
      other.device.put(TABLE, 40000, words);
      other.marker(40000);
      SunSpecChain chain = other.walk();
      assertThat(chain.models().size()).as("seed %d", seed).isLessThanOrEqualTo(200);
      assertThat(other.asked.size()).as("seed %d", seed).isLessThanOrEqualTo(210);
    }
  }
}
