package org.busbar.central.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of HTML from {@code web/pages} with places written {@code {{name}}}. A value is escaped
 * unless it is {@link Html}; every place needs a value and every value a place.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z]+)}}");

  private final String name;
  private final List<String> texts = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  private Template(String name, String source) {
    this.name = name;
    Matcher matcher = PLACE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      texts.add(source.substring(end, matcher.start()));
      places.add(matcher.group(1));
      end = matcher.end();
    }
    texts.add(source.substring(end));
  }

  static Template of(String name, String source) {
    return new Template(name, source);
  }

  /**
   * The template {@code web/pages/<name>.html}.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Template load(String name) {
    String path = "/web/pages/" + name + ".html";
    try (InputStream in = Template.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("No page " + path + " on the class path");
      }
      return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Page " + path + " cannot be read", e);
    }
  }

  /**
   * The template with its places filled.
   *
   * @throws IllegalArgumentException when a place has no value or a value has no place
   */
  Html render(Map<String, ?> values) {
    for (String given : values.keySet()) {
      if (!places.contains(given)) {
        throw new IllegalArgumentException("Page " + name + " has no place for " + given);
      }
    }
    StringBuilder page = new StringBuilder(texts.get(0));
    for (int i = 0; i < places.size(); i++) {
      Object value = values.get(places.get(i));
      if (value == null) {
        throw new IllegalArgumentException("Page " + name + " lacks a value for " + places.get(i));
      }
      page.append(
          value instanceof Html html ? html.markup() : Html.text(value.toString()).markup());
      page.append(texts.get(i + 1));
    }
    return new Html(page.toString());
  }
}
