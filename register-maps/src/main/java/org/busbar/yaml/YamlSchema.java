package org.busbar.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shape of a kind of file: a JSON Schema (draft 2020-12), its errors told in plain words. */
public final class YamlSchema {
  private final JsonNode root;
  private final Schema schema;

  private YamlSchema(JsonNode root) {
    this.root = root;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  /**
   * The schema in a class path resource.
   *
   * @throws IllegalArgumentException when there is no such resource: a bug, not a bad file
   */
  public static YamlSchema of(String classpathResource) {
    ClassLoader loader = YamlSchema.class.getClassLoader();
    try (@Nullable InputStream in = loader.getResourceAsStream(classpathResource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + classpathResource);
      }
      return new YamlSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All problems of the file's shape, ordered by place; empty when it has the right shape. */
  public List<Problem> check(YamlFile file) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (Error error : schema.validate(file.root())) {
      problems.add(inPlainWords(file, error));
    }
    List<Problem> ordered = new ArrayList<>(problems);
    ordered.sort(Problem.BY_PLACE);
    return ordered;
  }

  private Problem inPlainWords(YamlFile file, Error error) {
    String pointer = pointer(error.getInstanceLocation());
    JsonNode rule = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties", "propertyNames" ->
          unknownKey(file, pointer, error);
      case "required" -> missingKey(file, pointer, error);
      case "type" -> wrongType(file, pointer, error, rule);
      case "enum", "const" -> notOneOf(file, pointer, error, rule);
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          outOfRange(file, pointer, error, rule);
      case "pattern" -> badForm(file, pointer, error, rule);
      default ->
          file.problem(
              "S009", pointer, what(pointer) + ": " + error.getMessage(), "", "see the reference");
    };
  }

  private Problem unknownKey(YamlFile file, String pointer, Error error) {
    @Nullable String property = error.getProperty();
    String key = property == null ? last(pointer) : property;
    Set<String> known = new TreeSet<>();
    String rule = pointer(error.getSchemaLocation().getFragment());
    String owner = rule.substring(0, Math.max(0, rule.lastIndexOf('/')));
    root.at(owner + "/properties").fieldNames().forEachRemaining(known::add);
    String fix =
        NearestWord.of(key, known).map(k -> "did you mean '" + k + "'?").orElse("remove it");
    Location at = file.atKey(YamlFile.child(pointer, key));
    String message = "unknown key '" + key + "' in " + what(pointer);
    return file.placed("S001", at, message, String.join(", ", known), fix);
  }

  private static Problem missingKey(YamlFile file, String pointer, Error error) {
    String key = String.valueOf(error.getProperty());
    String message = "key '" + key + "' is missing in " + what(pointer);
    return file.problem("S002", pointer, message, "", "add '" + key + ": …'");
  }

  private static Problem wrongType(YamlFile file, String pointer, Error error, JsonNode rule) {
    String allowed = types(rule);
    JsonNode found = error.getInstanceNode();
    String message = what(pointer) + " is " + kind(found) + ", not " + allowed;
    boolean quotes = allowed.equals("text") && found != null && found.isValueNode();
    return file.problem("S003", pointer, message, allowed, quotes ? "put it in quotes" : "");
  }

  private static Problem notOneOf(YamlFile file, String pointer, Error error, JsonNode rule) {
    List<String> allowed = new ArrayList<>();
    (rule.isArray() ? rule : List.of(rule)).forEach(n -> allowed.add(n.asText()));
    String found = error.getInstanceNode() == null ? "" : error.getInstanceNode().asText();
    String fix = NearestWord.of(found, allowed).map(k -> "did you mean '" + k + "'?").orElse("");
    String message = what(pointer) + ": '" + found + "' is not known here";
    return file.problem("S004", pointer, message, String.join(", ", allowed), fix);
  }

  private static Problem outOfRange(YamlFile file, String pointer, Error error, JsonNode rule) {
    String found = error.getInstanceNode() == null ? "" : error.getInstanceNode().asText();
    String bound =
        switch (error.getKeyword()) {
          case "minimum" -> "at least ";
          case "maximum" -> "at most ";
          case "exclusiveMinimum" -> "more than ";
          default -> "less than ";
        };
    String message = what(pointer) + " is " + found + ", out of range";
    return file.problem("S005", pointer, message, bound + rule.asText(), "");
  }

  private Problem badForm(YamlFile file, String pointer, Error error, JsonNode rule) {
    String found = error.getInstanceNode() == null ? "" : error.getInstanceNode().asText();
    String message = what(pointer) + ": '" + found + "' has the wrong form";
    String keyword = pointer(error.getSchemaLocation().getFragment());
    JsonNode examples = root.at(keyword.substring(0, keyword.lastIndexOf('/')) + "/examples");
    List<String> forms = new ArrayList<>();
    examples.forEach(example -> forms.add(example.asText()));
    String allowed = forms.isEmpty() ? rule.asText() : "such as " + String.join(", ", forms);
    return file.problem("S006", pointer, message, allowed, "");
  }

  private static String types(JsonNode rule) {
    List<String> words = new ArrayList<>();
    (rule.isArray() ? rule : List.of(rule)).forEach(n -> words.add(word(n.asText())));
    return String.join(" or ", words);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a group of keys";
      default -> type;
    };
  }

  private static String kind(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode() || node.isNull()) {
      return "empty";
    }
    if (node.isTextual()) {
      return "the text '" + node.asText() + "'";
    }
    if (node.isValueNode()) {
      return node.asText();
    }
    return node.isArray() ? "a list" : "a group of keys";
  }

  private static String what(String pointer) {
    return pointer.isEmpty() ? "the file" : "'" + pointer.substring(1).replace('/', '.') + "'";
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String pointer(NodePath path) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      String child = YamlFile.child("", String.valueOf(path.getElement(i)));
      pointer.append(child);
    }
    return pointer.toString();
  }
}
