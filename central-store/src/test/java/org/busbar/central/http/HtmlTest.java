package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

  @Test
  void whatIsNotHtmlIsEscaped() {
    Template template = Template.of("t", "<p title=\"{{text}}\">{{text}}{{markup}}</p>");

    String page =
        template
            .render(Map.of("text", "\"><img src=x onerror='1'>&", "markup", new Html("<b>")))
            .markup();

    assertThat(page)
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;\">"
                + "&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;<b></p>");
  }

  @Test
  void aValueThatLooksLikeAPlaceIsNotFilled() {
    String page = Template.of("t", "{{a}}").render(Map.of("a", "{{a}}")).markup();

    assertThat(page).isEqualTo("{{a}}");
  }

  @Test
  void aMissingValueAndASurplusOneAreRefused() {
    Template template = Template.of("t", "{{a}}");

    assertThatThrownBy(() -> template.render(Map.of())).hasMessageContaining("lacks a value for a");
    assertThatThrownBy(() -> template.render(Map.of("a", "", "b", "")))
        .hasMessageContaining("no place for b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "dashboard",
        "",
        "/a\r\nb",
        "javascript:alert(1)",
        "/a b",
        "/@evil"
      })
  void aNextThatLeadsElsewhereBecomesTheDashboard(String next) {
    assertThat(Gate.safeNext(next)).isEqualTo("/dashboard");
  }

  @Test
  void aNextOfThisServerIsKept() {
    assertThat(Gate.safeNext("/dashboard?site=7")).isEqualTo("/dashboard?site=7");
    assertThat(Gate.safeNext(null)).isEqualTo("/dashboard");
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "0, false",
    "-1, false",
    "1a, false",
    "'', false",
    "9999999999999999999, false"
  })
  void idsArePositiveNumbers(String text, boolean valid) {
    assertThat(Ids.of(text).isPresent()).isEqualTo(valid);
  }
}
