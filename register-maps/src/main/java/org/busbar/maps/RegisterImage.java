package org.busbar.maps;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What one poll of one unit got: words, and why the others are not there. */
public final class RegisterImage {
  private static final int PAGE = 256;
  private static final List<Quality> QUALITIES = List.of(Quality.values());
  private static final int UNREAD = missing(Quality.NOT_READ);

  // By function code, then by page. A cell is a word (0 to 65535) or, below 0, the quality that
  // stands in its place.
  private final int[][][] pages = new int[5][PAGE][];

  /** Stores what a block's request got. */
  public void put(ReadBlock block, int[] words) {
    if (words.length != block.count()) {
      throw new IllegalArgumentException(words.length + " words for a block of " + block.count());
    }
    for (int i = 0; i < words.length; i++) {
      int address = block.address() + i;
      int before = cell(block.table(), address);
      boolean torn = before >= 0 && before != words[i] && holdsScaleFactor(block, address);
      store(block.table(), address, torn ? missing(Quality.BAD_PROTOCOL) : words[i]);
    }
  }

  /** A factor that two requests of one poll saw differently scales neither. */
  private static boolean holdsScaleFactor(ReadBlock block, int address) {
    return block.values().stream()
        .anyMatch(v -> v.type() == RawType.SUNSSF && v.addresses().contains(address));
  }

  /** Stores words at consecutive addresses. */
  public void put(RegisterTable table, int address, int... words) {
    for (int i = 0; i < words.length; i++) {
      store(table, address + i, words[i]);
    }
  }

  /** Notes why a block's words are not there. */
  public void fail(ReadBlock block, Quality why) {
    fail(block.table(), block.address(), block.count(), why);
  }

  /** Notes why some words are not there. */
  public void fail(RegisterTable table, int address, int count, Quality why) {
    if (why == Quality.GOOD) {
      throw new IllegalArgumentException("a failure is not GOOD");
    }
    for (int i = 0; i < count; i++) {
      if (cell(table, address + i) < 0) {
        store(table, address + i, missing(why));
      }
    }
  }

  /** The word at an address, 0 to 65535, if it was read. */
  public OptionalInt word(RegisterTable table, int address) {
    int cell = cell(table, address);
    return cell >= 0 ? OptionalInt.of(cell) : OptionalInt.empty();
  }

  /** GOOD, or why there is no word; NOT_READ where nobody asked. */
  public Quality quality(RegisterTable table, int address) {
    return qualityOf(cell(table, address));
  }

  /** The word, or below 0 the code of why there is none. */
  int cell(RegisterTable table, int address) {
    int[] page = pages[table.functionCode()][address >> 8];
    return page == null ? UNREAD : page[address & 0xFF];
  }

  static Quality qualityOf(int cell) {
    return cell >= 0 ? Quality.GOOD : QUALITIES.get(-1 - cell);
  }

  private static int missing(Quality why) {
    return -1 - QUALITIES.indexOf(why);
  }

  private void store(RegisterTable table, int address, int cell) {
    if (address < 0 || address > 65535 || cell > 65535) {
      throw new IllegalArgumentException(table + " " + address + ": word " + cell);
    }
    int[][] rows = pages[table.functionCode()];
    int[] page = rows[address >> 8];
    if (page == null) {
      page = new int[PAGE];
      Arrays.fill(page, UNREAD);
      rows[address >> 8] = page;
    }
    page[address & 0xFF] = cell;
  }
}
