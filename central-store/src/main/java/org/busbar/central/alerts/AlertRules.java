package org.busbar.central.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.busbar.central.alerts.AlertMachine.Delays;
import org.busbar.points.Measure;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.busbar.yaml.YamlSchema;
import org.jspecify.annotations.Nullable;

/** The threshold rules, read from {@code alerts/rules.yaml}. */
public final class AlertRules {
  private static final String SHIPPED = "alerts/rules.yaml";

  private final List<AlertRule> rules;

  private AlertRules(List<AlertRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules that come with the program; a fault in them is a bug. */
  public static AlertRules shipped() {
    try (InputStream in = AlertRules.class.getClassLoader().getResourceAsStream(SHIPPED)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return read(YamlFile.parse(SHIPPED, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadFile e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a file of rules.
   *
   * @throws BadFile with every problem at once
   */
  static AlertRules read(YamlFile file) throws BadFile {
    List<Problem> problems = new ArrayList<>(YamlSchema.of("alerts/rules.schema.json").check(file));
    if (!problems.isEmpty()) {
      throw new BadFile(problems);
    }
    List<AlertRule> rules = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    JsonNode list = file.root().path("rules");
    for (int i = 0; i < list.size(); i++) {
      String pointer = "/rules/" + i;
      JsonNode node = list.get(i);
      check(file, pointer, node, problems);
      if (!codes.add(node.path("code").asText())) {
        problems.add(
            file.problem("A003", pointer + "/code", "this code is taken above", "", "rename it"));
      }
      if (problems.isEmpty()) {
        rules.add(rule(node));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadFile(problems);
    }
    return new AlertRules(rules);
  }

  private static void check(YamlFile file, String pointer, JsonNode node, List<Problem> problems) {
    if (Measure.ofJsonKey(node.path("measure").asText()).isEmpty()) {
      problems.add(
          file.problem(
              "A001",
              pointer + "/measure",
              "'" + node.path("measure").asText() + "' is not a measure of a site reading",
              Stream.of(Measure.values()).map(Measure::jsonKey).collect(Collectors.joining(", ")),
              ""));
    }
    if (node.has("threshold") == node.has("threshold_by_grid_hz")) {
      problems.add(
          file.problem(
              "A002",
              pointer,
              "a rule has either 'threshold' or 'threshold_by_grid_hz'",
              "",
              "keep one of the two"));
    }
  }

  private static AlertRule rule(JsonNode node) {
    JsonNode byGrid = node.path("threshold_by_grid_hz");
    JsonNode one = node.path("threshold");
    @Nullable JsonNode own = node.get("site_threshold");
    return new AlertRule(
        node.path("code").asText(),
        node.path("title").asText(),
        node.path("severity").asText(),
        node.path("category").asText(),
        Measure.ofJsonKey(node.path("measure").asText()).orElseThrow(),
        node.path("violated").asText().equals("below"),
        (one.isMissingNode() ? byGrid.path("50") : one).asDouble(),
        (one.isMissingNode() ? byGrid.path("60") : one).asDouble(),
        node.path("clear_margin").asDouble(),
        own == null ? null : own.asText(),
        new Delays(duration(node.path("on_delay")), duration(node.path("off_delay"))),
        node.path("why").asText(),
        node.path("action").asText());
  }

  /** Such as 90s, 15m or 1h; the schema has checked the form. */
  static Duration duration(JsonNode node) {
    String text = node.asText();
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'h' -> Duration.ofHours(amount);
      case 'm' -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** Every rule, in the order of the file. */
  public List<AlertRule> all() {
    return rules;
  }

  /** The rule of an alert's code. */
  public Optional<AlertRule> find(String code) {
    return rules.stream().filter(rule -> rule.code().equals(code)).findFirst();
  }
}
