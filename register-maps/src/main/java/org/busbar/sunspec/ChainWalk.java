package org.busbar.sunspec;

import java.util.ArrayList;
import java.util.List;
import org.busbar.maps.Quality;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.SunSpecAddressing;
import org.jspecify.annotations.Nullable;

/** The walk over one device's chain; rules R1 to R10 of SunSpec's specification and the field. */
final class ChainWalk {
  private static final int MARKER_HIGH = 0x5375;
  private static final int MARKER_LOW = 0x6E53;
  private static final int END = 0xFFFF;
  private static final int MAX_MODELS = 200;

  private final RegisterReader reader;
  private final List<SunSpecChain.Entry> models = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * The two registers at the head of a model.
   *
   * @param id of the model, 0 to 65535
   * @param length registers that follow, 0 to 65535
   */
  private record Header(int id, int length) {}

  ChainWalk(RegisterReader reader) {
    this.reader = reader;
  }

  SunSpecChain walk(SunSpecAddressing addressing) throws ReadFailed {
    @Nullable ReadFailed silence = null;
    boolean answered = false;
    for (int base : addressing.bases()) {
      try {
        int[] marker = words(base, 2);
        answered = true;
        if (marker[0] == MARKER_HIGH && marker[1] == MARKER_LOW) {
          chain(base + 2);
          return new SunSpecChain(base, models, problems);
        }
        problems.add("no marker at " + base);
      } catch (ReadFailed e) {
        // A failure inside a chain that was found is not a reason to look elsewhere.
        if (!models.isEmpty()) {
          throw e;
        }
        answered |= e.answered();
        silence = e.answered() ? silence : e;
        problems.add("base " + base + ": " + e.getMessage());
      }
    }
    if (silence != null && !answered) {
      throw silence;
    }
    return new SunSpecChain(-1, List.of(), problems);
  }

  private void chain(int first) throws ReadFailed {
    int address = first;
    int device = 0;
    while (models.size() < MAX_MODELS) {
      @Nullable Header header = header(address);
      if (header == null || isEnd(header, address)) {
        return;
      }
      long next = address + 2L + header.length();
      if (next > 65536) {
        problems.add("model " + header.id() + " at " + address + " reaches beyond 65535");
        return;
      }
      device = header.id() == 1 || device == 0 ? device + 1 : device;
      models.add(new SunSpecChain.Entry(header.id(), address, header.length(), device));
      checkLength(header, address);
      address = (int) next;
    }
    problems.add("more than " + MAX_MODELS + " models: the rest is ignored");
  }

  private boolean isEnd(Header header, int address) {
    if (header.id() == END) {
      return true;
    }
    if (header.id() == 0) {
      problems.add("model id 0 at " + address + ": the chain has no end");
      return true;
    }
    return false;
  }

  private void checkLength(Header header, int address) {
    SunSpecModels.find(header.id())
        .filter(m -> header.length() + 2 < m.size() && !(m.id() == 1 && header.length() == 65))
        .ifPresent(
            m ->
                problems.add(
                    "model "
                        + m.id()
                        + " at "
                        + address
                        + " has "
                        + header.length()
                        + " registers, fewer than the "
                        + (m.size() - 2)
                        + " of its definition"));
  }

  /** The head of the model at an address; null where the device has nothing more. */
  private @Nullable Header header(int address) throws ReadFailed {
    if (address > 65534) {
      problems.add("the chain has no end before address 65535");
      return null;
    }
    try {
      int[] words = words(address, 2);
      return new Header(words[0], words[1]);
    } catch (ReadFailed e) {
      if (!e.answered()) {
        throw e;
      }
      return endWithoutLength(address);
    }
  }

  /** Some devices end with the id alone (R6), some just end (R7). */
  private @Nullable Header endWithoutLength(int address) throws ReadFailed {
    try {
      int id = words(address, 1)[0];
      if (id != END) {
        problems.add("model " + id + " at " + address + " has no length: the chain is cut there");
      }
      return null;
    } catch (ReadFailed e) {
      if (!e.answered()) {
        throw e;
      }
      problems.add("the chain has no end at " + address + ": " + e.getMessage());
      return null;
    }
  }

  private int[] words(int address, int count) throws ReadFailed {
    int[] words = reader.read(RegisterTable.HOLDING_REGISTER, address, count);
    if (words.length != count) {
      throw new ReadFailed(
          Quality.BAD_PROTOCOL, words.length + " registers instead of " + count + " at " + address);
    }
    return words;
  }
}
