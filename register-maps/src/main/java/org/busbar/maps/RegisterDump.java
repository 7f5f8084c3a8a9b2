package org.busbar.maps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The registers of a real device, as they were recorded.
 *
 * @param id its name
 * @param unitId unit id of blocks that name none, 0 to 255
 * @param blocks what was read
 * @param rejections what the device refused
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public record RegisterDump(String id, int unitId, List<Block> blocks, List<Rejection> rejections) {

  /**
   * Words that one table held.
   *
   * @param unitId 0 to 255
   * @param table where
   * @param start first address, 0 to 65535
   * @param words each 0 to 65535
   */
  public record Block(int unitId, RegisterTable table, int start, List<Integer> words) {
    public Block {
      words = List.copyOf(words);
      if (start < 0 || start + words.size() > 65536) {
        throw new IllegalArgumentException("block " + start + "+" + words.size());
      }
    }
  }

  /**
   * A request that the device refused.
   *
   * @param unitId 0 to 255
   * @param table where
   * @param start first address, 0 to 65535
   * @param count registers or bits asked for
   * @param exceptionCode Modbus exception; empty when it did not answer at all
   */
  public record Rejection(
      int unitId, RegisterTable table, int start, int count, OptionalInt exceptionCode) {}

  public RegisterDump {
    blocks = List.copyOf(blocks);
    rejections = List.copyOf(rejections);
  }

  /** Reads a dump from a JSON file. */
  public static RegisterDump read(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Reads a dump from JSON text. */
  public static RegisterDump parse(String json) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The words of one unit as one poll would have got them. */
  public RegisterImage image(int unit) {
    throw new UnsupportedOperationException();
  }
}
