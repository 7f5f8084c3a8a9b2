package org.busbar.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file, loading it ends with a map or with problems. */
class MapFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "-1",
          "65536",
          "99999999999",
          "010",
          "yes",
          "~",
          "[]",
          "{}",
          "\"",
          "'",
          "*a",
          "&a ",
          "1e300",
          "0x8000",
          "\t",
          "\n",
          ": ",
          "- ",
          "name",
          "sum: [power]",
          "160.module[9].DCW",
          "\u0000",
          "\uD800",
          "𝄞",
          "# ",
          "?",
          "|",
          ">",
          "!!int ",
          "---\n",
          "type: string");

  @Test
  void mutatedMapsNeverFailOtherwiseThanAsBadFiles() throws BadFile {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> ids = MapLoader.shippedIds();
    int refused = 0;
    for (int round = 0; round < 1_500; round++) {
      String text = MapLoader.shippedText(ids.get(random.nextInt(ids.size())));
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        text = mutate(text, random);
      }
      refused += refused(text, seed, round) ? 1 : 0;
    }
    assertThat(refused).as("seed %d", seed).isBetween(1, 1_500);
  }

  private static boolean refused(String text, long seed, int round) {
    try {
      RegisterMap map = MapLoader.load(YamlFile.parse("fuzz.yaml", text));
      new Decoder(map).decode(new RegisterImage());
      ReadPlanner.plan(map.values(), map.limits());
      return false;
    } catch (BadFile e) {
      assertThat(e.problems()).isNotEmpty();
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("seed " + seed + ", round " + round + ":\n" + text, e);
    }
  }

  private static String mutate(String text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(12));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, from) + piece + text.substring(from);
      case 2 -> text.substring(0, from) + piece + text.substring(to);
      default -> text.substring(0, to) + text.substring(from, to) + text.substring(to);
    };
  }
}
