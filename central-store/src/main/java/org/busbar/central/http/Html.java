package org.busbar.central.http;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Text that is HTML already. Whatever is not of this type is escaped when it gets into a page.
 *
 * @param markup well-formed markup
 */
record Html(String markup) {
  static final Html EMPTY = new Html("");

  /** Escapes {@code text} for element content and for quoted attributes. */
  static Html text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return new Html(escaped.toString());
  }

  static Html join(Collection<Html> parts) {
    return new Html(parts.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }
}
