package org.busbar.central.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.busbar.central.alerts.AlertMachine.Delays;
import org.busbar.central.alerts.AlertMachine.Effect;
import org.busbar.central.alerts.SiteVerdict.Transition;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.YamlFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks alert-cases: every file is one rule, the readings of one site, and what each must do. */
final class AlertCasesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  static Stream<Path> cases() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(AlertCasesTest.class.getResource("/alert-cases")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseDoesWhatItSays(Path file) throws BadFile {
    JsonNode root = YamlFile.read(file).root();
    AlertRule rule =
        withDelays(AlertRules.shipped().find(root.path("rule").asText()).orElseThrow(), root);
    RuleState state = null;
    for (JsonNode step : root.path("steps")) {
      SiteVerdict verdict =
          new SiteVerdict(
              new java.util.ArrayList<>(),
              new java.util.ArrayList<>(),
              new java.util.ArrayList<>());
      RuleRun run = new RuleRun(rule, rule.threshold(root.path("config")), state);
      run.judge(reading(rule, step), step.path("late").asBoolean());
      run.addTo(verdict);
      if (!verdict.changes().isEmpty()) {
        state = verdict.changes().get(0).after();
      }
      check(file.getFileName() + " " + step, step, verdict.transitions());
      if (step.has("since")) {
        assertThat(Objects.requireNonNull(state).since()).isEqualTo(time(step.path("since")));
      }
    }
    assertThat(root.path("steps")).isNotEmpty();
  }

  private static void check(String what, JsonNode step, List<Transition> transitions) {
    Effect expected = Effect.valueOf(step.path("expect").asText().toUpperCase(Locale.ROOT));
    if (expected == Effect.NONE) {
      assertThat(transitions).as(what).isEmpty();
      return;
    }
    assertThat(transitions).as(what).extracting(Transition::effect).containsExactly(expected);
    Transition transition = transitions.get(0);
    if (step.has("message")) {
      assertThat(transition.rule().message(transition.value(), transition.threshold()))
          .isEqualTo(step.path("message").asText());
    }
  }

  private static SiteReading reading(AlertRule rule, JsonNode step) {
    return new SiteReading(
        1,
        time(step.path("at")),
        step.has("value") ? Map.of(rule.measure(), step.path("value").asDouble()) : Map.of());
  }

  private static Instant time(JsonNode offset) {
    return START.plus(AlertRules.duration(offset));
  }

  private static AlertRule withDelays(AlertRule rule, JsonNode root) {
    Duration on =
        root.has("on_delay") ? AlertRules.duration(root.path("on_delay")) : rule.delays().on();
    Duration off =
        root.has("off_delay") ? AlertRules.duration(root.path("off_delay")) : rule.delays().off();
    return new AlertRule(
        rule.code(),
        rule.title(),
        rule.severity(),
        rule.category(),
        rule.measure(),
        rule.below(),
        rule.threshold50(),
        rule.threshold60(),
        rule.clearMargin(),
        rule.siteThreshold(),
        new Delays(on, off),
        rule.why(),
        rule.action());
  }
}
