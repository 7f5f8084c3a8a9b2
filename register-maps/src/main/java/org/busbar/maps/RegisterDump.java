package org.busbar.maps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      boolean valid = words.stream().allMatch(w -> w >= 0 && w <= 65535);
      if (start < 0 || start + words.size() > 65536 || unitId < 0 || unitId > 255 || !valid) {
        throw new IllegalArgumentException("block " + unitId + ": " + start + "+" + words.size());
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

  /**
   * Reads a dump from a JSON file.
   *
   * @throws IOException when it cannot be read or is no dump
   */
  public static RegisterDump read(Path path) throws IOException {
    return parse(Files.readString(path));
  }

  /**
   * Reads a dump from JSON text.
   *
   * @throws IOException when it is no dump
   */
  public static RegisterDump parse(String json) throws IOException {
    JsonNode root = new ObjectMapper().readTree(json);
    int unit = root.path("unit_id").asInt();
    try {
      List<Block> blocks = new ArrayList<>();
      for (JsonNode node : root.path("blocks")) {
        List<Integer> words = new ArrayList<>();
        node.path("words").forEach(word -> words.add(word.asInt(-1)));
        blocks.add(new Block(unit(node, unit), table(node), node.path("start").asInt(), words));
      }
      List<Rejection> rejections = new ArrayList<>();
      for (JsonNode node : root.path("exceptions")) {
        rejections.add(rejection(node, unit));
      }
      return new RegisterDump(root.path("id").asText(), unit, blocks, rejections);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a register dump: " + e.getMessage(), e);
    }
  }

  private static Rejection rejection(JsonNode node, int unit) {
    JsonNode code = node.path("code");
    return new Rejection(
        unit(node, unit),
        table(node),
        node.path("start").asInt(),
        node.path("count").asInt(1),
        code.isInt() ? OptionalInt.of(code.asInt()) : OptionalInt.empty());
  }

  private static int unit(JsonNode node, int otherwise) {
    return node.path("unit").asInt(otherwise);
  }

  private static RegisterTable table(JsonNode node) {
    return RegisterTable.ofFunctionCode(node.path("fc").asInt());
  }

  /** The words of one unit as one poll would have got them. */
  public RegisterImage image(int unit) {
    RegisterImage image = new RegisterImage();
    for (Block block : blocks) {
      if (block.unitId() == unit) {
        int[] words = block.words().stream().mapToInt(Integer::intValue).toArray();
        image.put(block.table(), block.start(), words);
      }
    }
    return image;
  }
}
