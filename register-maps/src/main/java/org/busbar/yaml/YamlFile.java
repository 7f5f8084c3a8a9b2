package org.busbar.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One YAML document, read strictly (YAML 1.2 core schema) and remembered with the place of every
 * value. Refused: more than 1 MiB, more than 50 levels, anchors, aliases, tags, duplicate keys,
 * tabs as indentation, a second document, and plain scalars that YAML 1.1 and 1.2 read differently
 * (010, yes, on, 1_000, .inf).
 */
public final class YamlFile {
  /** Largest file, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Deepest nesting, in levels. */
  public static final int MAX_DEPTH = 50;

  private final String name;
  private final List<String> lines;
  private final JsonNode root;
  private final Map<String, Location> values;
  private final Map<String, Location> keys;

  YamlFile(YamlReader.Document document) {
    this.name = document.name();
    this.lines = document.lines();
    this.root = document.root();
    this.values = document.values();
    this.keys = document.keys();
  }

  /**
   * Reads a file; its name in problems is the path as given.
   *
   * @throws BadFile when it cannot be read, is too large, not UTF-8, or not strict YAML
   */
  public static YamlFile read(Path path) throws BadFile {
    String name = path.toString();
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new BadFile(List.of(tooLarge(name)));
      }
      return parse(name, decode(name, Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new BadFile(
          List.of(whole("Y001", name, "cannot be read: " + e, "check the path and its rights")));
    }
  }

  /**
   * Reads text that is already in memory.
   *
   * @param name what problems call the file
   */
  public static YamlFile parse(String name, String text) throws BadFile {
    if (text.length() > MAX_BYTES) {
      throw new BadFile(List.of(tooLarge(name)));
    }
    return new YamlFile(new YamlReader(name, text).read());
  }

  private static String decode(String name, byte[] bytes) throws BadFile {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadFile(List.of(whole("Y002", name, "is not UTF-8 text", "save it as UTF-8")));
    }
  }

  private static Problem tooLarge(String name) {
    return whole("Y003", name, "is larger than 1 MiB", "split it, or remove what is not needed");
  }

  private static Problem whole(String code, String name, String message, String fix) {
    return new Problem(code, new Location(name, 1, 1), message, "", fix, "");
  }

  public String name() {
    return name;
  }

  /** The document; an empty file is a missing node. */
  public JsonNode root() {
    return root;
  }

  /** Place of the value at a JSON pointer, or of the nearest value around it. */
  public Location at(String jsonPointer) {
    return nearest(values, jsonPointer);
  }

  /** Place of the key at a JSON pointer, or of the nearest value around it. */
  public Location atKey(String jsonPointer) {
    @Nullable Location key = keys.get(jsonPointer);
    return key != null ? key : at(jsonPointer);
  }

  private Location nearest(Map<String, Location> places, String jsonPointer) {
    String pointer = jsonPointer;
    while (true) {
      @Nullable Location found = places.get(pointer);
      if (found != null) {
        return found;
      }
      int slash = pointer.lastIndexOf('/');
      if (slash < 0) {
        return new Location(name, 1, 1);
      }
      pointer = pointer.substring(0, slash);
    }
  }

  /** A line of the file, 1-based; empty beyond its end. */
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** A problem at the value of a JSON pointer, with the line it stands in. */
  public Problem problem(
      String code, String jsonPointer, String message, String allowed, String fix) {
    return placed(code, at(jsonPointer), message, allowed, fix);
  }

  /** A problem at a place, with the line it stands in. */
  public Problem placed(String code, Location at, String message, String allowed, String fix) {
    return new Problem(code, at, message, allowed, fix, line(at.line()));
  }

  /** The pointer of a child: escapes {@code ~} and {@code /} of its key. */
  public static String child(String jsonPointer, String key) {
    return jsonPointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
