package org.busbar.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree and its places from Jackson's YAML tokens, and collects what is refused. */
final class YamlReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_PROBLEMS = 100;

  record Document(
      String name,
      List<String> lines,
      JsonNode root,
      Map<String, Location> values,
      Map<String, Location> keys) {}

  /** Reading cannot go on; the problem is recorded. */
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final String name;
  private final String text;
  private final List<String> lines;
  private final Map<String, Location> values = new HashMap<>();
  private final Map<String, Location> keys = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  YamlReader(String name, String text) {
    this.name = name;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.lines = List.of(this.text.split("\r\n|\r|\n", -1));
  }

  Document read() throws BadFile {
    checkTabs();
    JsonNode root = MissingNode.getInstance();
    if (problems.isEmpty()) {
      root = parse();
    }
    if (!problems.isEmpty()) {
      throw new BadFile(problems);
    }
    return new Document(name, lines, root, Map.copyOf(values), Map.copyOf(keys));
  }

  private void checkTabs() {
    for (int i = 0; i < lines.size() && problems.size() < MAX_PROBLEMS; i++) {
      String line = lines.get(i);
      int column = line.length() - line.stripLeading().length();
      int tab = line.indexOf('\t');
      if (tab >= 0 && tab < column && !line.isBlank()) {
        Location at = new Location(name, i + 1, tab + 1);
        add("Y010", at, "a tab stands in the indentation", "", "indent with spaces");
      }
    }
  }

  private JsonNode parse() {
    YAMLFactory factory = YAMLFactory.builder().build();
    try (YAMLParser parser = factory.createParser(text)) {
      @Nullable JsonToken first = parser.nextToken();
      if (first == null) {
        return MissingNode.getInstance();
      }
      JsonNode root = value(parser, "", 1);
      if (parser.nextToken() != null) {
        Location at = here(parser);
        add("Y011", at, "a second document begins here", "one document", "make it its own file");
      }
      return root;
    } catch (Stop e) {
      return MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      syntax(e);
    } catch (IOException | RuntimeException e) {
      // SnakeYAML throws unchecked exceptions for some malformed input: a bad file, not a bug.
      Location at = new Location(name, 1, 1);
      add("Y012", at, "is not YAML: " + firstLine(e.getMessage()), "", "mend the syntax");
    }
    return MissingNode.getInstance();
  }

  private void syntax(JsonProcessingException e) {
    @Nullable JsonLocation place = e.getLocation();
    int line = place == null ? 1 : Math.max(1, place.getLineNr());
    int column = place == null ? 1 : Math.max(1, place.getColumnNr());
    String message = "is not YAML: " + firstLine(e.getOriginalMessage());
    add(
        "Y012",
        new Location(name, line, column),
        message,
        "",
        "mend the syntax here or just above");
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }

  private JsonNode value(YAMLParser parser, String pointer, int depth) throws IOException, Stop {
    Location at = here(parser);
    values.put(pointer, at);
    if (depth > YamlFile.MAX_DEPTH) {
      add("Y013", at, "is nested deeper than 50 levels", "50 levels", "flatten it");
      throw new Stop();
    }
    refuseReferences(parser, at);
    @Nullable JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, pointer, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(parser, pointer, depth);
    }
    return scalar(parser, at);
  }

  private void refuseReferences(YAMLParser parser, Location at) throws IOException {
    String fix = "write the value out";
    if (parser.isCurrentAlias()) {
      add("Y014", at, "an alias (*…) stands here; aliases are not allowed", "", fix);
    } else if (parser.getObjectId() != null) {
      add("Y014", at, "an anchor (&…) stands here; anchors are not allowed", "", fix);
    } else if (parser.getTypeId() != null) {
      add("Y015", at, "a tag (!…) stands here; tags are not allowed", "", "remove the tag");
    }
  }

  private ObjectNode object(YAMLParser parser, String pointer, int depth) throws IOException, Stop {
    ObjectNode node = NODES.objectNode();
    while (next(parser) == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Location at = here(parser);
      String child = YamlFile.child(pointer, key);
      @Nullable Location before = keys.putIfAbsent(child, at);
      if (before != null) {
        String message = "key '" + key + "' stands here a second time, first in line ";
        add("Y016", at, message + before.line(), "", "remove one of the two");
      }
      if (parser.isCurrentAlias() || key.equals("<<")) {
        add(
            "Y014",
            at,
            "a merge key or alias stands here; they are not allowed",
            "",
            "write it out");
      }
      next(parser);
      node.set(key, value(parser, child, depth + 1));
    }
    return node;
  }

  private ArrayNode array(YAMLParser parser, String pointer, int depth) throws IOException, Stop {
    ArrayNode node = NODES.arrayNode();
    while (next(parser) != JsonToken.END_ARRAY) {
      node.add(value(parser, pointer + "/" + node.size(), depth + 1));
    }
    return node;
  }

  private JsonToken next(YAMLParser parser) throws IOException, Stop {
    if (problems.size() >= MAX_PROBLEMS) {
      throw new Stop();
    }
    @Nullable JsonToken token = parser.nextToken();
    if (token == null) {
      add("Y012", here(parser), "ends in the middle of a value", "", "complete it");
      throw new Stop();
    }
    return token;
  }

  private JsonNode scalar(YAMLParser parser, Location at) throws IOException {
    @Nullable String content = parser.getText();
    if (content == null || parser.currentToken() == JsonToken.VALUE_NULL) {
      return NODES.nullNode();
    }
    if (parser.isCurrentAlias() || !plain(at)) {
      return NODES.textNode(content);
    }
    PlainScalar read = PlainScalar.of(content);
    if (read.refusal() != null) {
      add("Y020", at, read.refusal(), read.allowed(), read.fix());
    }
    return read.node();
  }

  /** Whether the scalar at a place is written without quotes and not as a block. */
  private boolean plain(Location at) {
    String line = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    int index =
        line.offsetByCodePoints(
            0, Math.min(at.column() - 1, line.codePointCount(0, line.length())));
    return index >= line.length() || "\"'|>".indexOf(line.charAt(index)) < 0;
  }

  private Location here(YAMLParser parser) {
    JsonLocation place = parser.currentTokenLocation();
    return new Location(name, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
  }

  private void add(String code, Location at, String message, String allowed, String fix) {
    String snippet = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    problems.add(new Problem(code, at, message, allowed, fix, snippet));
  }
}
