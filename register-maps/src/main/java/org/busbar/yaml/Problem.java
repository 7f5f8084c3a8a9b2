package org.busbar.yaml;

import java.util.Comparator;
import java.util.Locale;

/**
 * One thing that is wrong in a file, in words for the person who mends it.
 *
 * @param code stable code: Y… YAML itself, S… shape (schema), M… meaning of a register map
 * @param at where
 * @param message what is wrong
 * @param allowed what may stand there, or empty
 * @param fix what to do, or empty
 * @param snippet the line of the file, or empty
 */
public record Problem(
    String code, Location at, String message, String allowed, String fix, String snippet) {

  static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::at).thenComparing(Problem::code);

  /** The problem as a terminal shows it: place, code, message, the line with a caret, the fix. */
  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(at).append(" error ").append(code).append(' ').append(message);
    if (!snippet.isEmpty()) {
      String number = String.format(Locale.ROOT, "%5d | ", at.line());
      text.append('\n').append(number).append(snippet);
      int indent = number.length() + Math.min(at.column() - 1, snippet.length());
      text.append('\n').append(" ".repeat(indent)).append('^');
    }
    if (!allowed.isEmpty()) {
      text.append("\n  allowed: ").append(allowed);
    }
    if (!fix.isEmpty()) {
      text.append("\n  fix: ").append(fix);
    }
    return text.toString();
  }
}
