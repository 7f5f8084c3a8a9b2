package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans are right, and no plan with fewer requests exists. */
class ReadPlannerTest {
  private static final RegisterTable TABLE = RegisterTable.HOLDING_REGISTER;

  private static DeviceLimits limits(int most, List<Range> forbidden, List<Integer> borders) {
    return new DeviceLimits(
        most, 2000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), forbidden, borders);
  }

  @Test
  void holesAreReadAlongAndForbiddenAddressesAreNot() {
    MapValue a = MapValue.named("a").at(10, RawType.UINT32).build();
    MapValue b = MapValue.named("b").at(50, RawType.UINT32).build();
    assertThat(ReadPlanner.plan(List.of(a, b), limits(125, List.of(), List.of())).blocks())
        .containsExactly(new ReadBlock(TABLE, 10, 42, List.of(a, b)));
    List<Range> forbidden = List.of(new Range(TABLE, 20, 20));
    assertThat(ReadPlanner.plan(List.of(a, b), limits(125, forbidden, List.of())).blocks())
        .hasSize(2);
    assertThat(ReadPlanner.plan(List.of(a, b), limits(125, List.of(), List.of(40))).blocks())
        .hasSize(2);
  }

  @Test
  void aValueAndItsFactorStandInOneRequestEvenWhereBlocksMustOverlap() {
    MapValue sf = MapValue.named("sf").at(100, RawType.SUNSSF).build();
    MapValue low = MapValue.named("low").at(0, RawType.INT16).scaleFactor("sf").build();
    MapValue high = MapValue.named("high").at(200, RawType.INT16).scaleFactor("sf").build();
    ReadPlan plan = ReadPlanner.plan(List.of(sf, low, high), limits(125, List.of(), List.of()));
    assertThat(plan.blocks()).hasSize(2);
    assertThat(plan.blocks()).allSatisfy(b -> assertThat(b.values()).contains(sf));
  }

  @Test
  void aValueThatNoRequestCanHoldIsNamed() {
    MapValue wide = MapValue.named("wide").at(0, RawType.STRING, 20).build();
    ReadPlan plan = ReadPlanner.plan(List.of(wide), limits(10, List.of(), List.of()));
    assertThat(plan.blocks()).isEmpty();
    assertThat(plan.unreadable()).containsExactly(wide);
  }

  @Test
  void noPlanWithFewerRequestsExists() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      DeviceLimits limits = randomLimits(random);
      List<MapValue> values = randomValues(random);
      ReadPlan plan = ReadPlanner.plan(values, limits);
      List<MapValue> wanted = new ArrayList<>(values);
      wanted.removeAll(plan.unreadable());
      plan.blocks().forEach(block -> assertAllowed(block, limits, seed));
      List<MapValue> read = plan.blocks().stream().flatMap(b -> b.values().stream()).toList();
      assertThat(read).as("seed %d", seed).containsAll(wanted);
      assertThat(plan.blocks().size())
          .as("seed %d: %s within %s", seed, values, limits)
          .isEqualTo(fewest(wanted, limits));
    }
  }

  private static DeviceLimits randomLimits(Random random) {
    List<Range> forbidden = new ArrayList<>();
    List<Integer> borders = new ArrayList<>();
    if (random.nextBoolean()) {
      int from = random.nextInt(40);
      forbidden.add(new Range(TABLE, from, from + random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      borders.add(1 + random.nextInt(39));
    }
    return limits(2 + random.nextInt(12), forbidden, borders);
  }

  private static List<MapValue> randomValues(Random random) {
    List<MapValue> values = new ArrayList<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      int length = 1 + random.nextInt(4);
      values.add(MapValue.named("v" + i).at(random.nextInt(40), RawType.STRING, length).build());
    }
    return values;
  }

  private static void assertAllowed(ReadBlock block, DeviceLimits limits, long seed) {
    int last = block.address() + block.count() - 1;
    assertThat(allowed(block.address(), last, limits)).as("seed %d: %s", seed, block).isTrue();
  }

  private static boolean allowed(int first, int last, DeviceLimits limits) {
    return last - first < limits.maxRegisters()
        && limits.forbidden().stream().noneMatch(r -> r.touches(first, last))
        && limits.borders().stream().noneMatch(b -> first < b && b <= last);
  }

  /** The fewest blocks, found by trying every set of values that one block may hold. */
  private static int fewest(List<MapValue> values, DeviceLimits limits) {
    int all = (1 << values.size()) - 1;
    int[] best = new int[all + 1];
    for (int set = 1; set <= all; set++) {
      best[set] = Integer.MAX_VALUE / 2;
      for (int part = set; part > 0; part = (part - 1) & set) {
        if (holdable(part, values, limits)) {
          best[set] = Math.min(best[set], best[set & ~part] + 1);
        }
      }
    }
    return best[all];
  }

  private static boolean holdable(int part, List<MapValue> values, DeviceLimits limits) {
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int i = 0; i < values.size(); i++) {
      if ((part & (1 << i)) != 0) {
        first = Math.min(first, values.get(i).firstAddress());
        last = Math.max(last, values.get(i).lastAddress());
      }
    }
    return allowed(first, last, limits);
  }

  @Test
  void aThousandValuesEachStandWholeInOneRequestWithinTheLimit() {
    List<MapValue> values = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      values.add(MapValue.named("v" + i).at(random.nextInt(60_000), RawType.UINT32).build());
    }
    DeviceLimits limits = limits(64, List.of(new Range(TABLE, 500, 600)), List.of(1000, 2000));
    ReadPlan plan = ReadPlanner.plan(values, limits);
    assertThat(plan.blocks()).allMatch(block -> block.count() <= 64);
    for (MapValue value : values) {
      if (!plan.unreadable().contains(value)) {
        assertThat(plan.blocks())
            .as(value.name())
            .anyMatch(
                block ->
                    block.address() <= value.firstAddress()
                        && value.lastAddress() < block.address() + block.count());
      }
    }
    assertThat(plan.unreadable().size()).isLessThan(10);
  }
}
