package org.busbar.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes means by the YAML 1.2 core schema, and why it is refused when a YAML
 * 1.1 reader would take it for something else.
 *
 * @param node the value
 * @param refusal why it may not stand there unquoted, or null
 * @param allowed what may
 * @param fix what to write instead
 */
record PlainScalar(JsonNode node, @Nullable String refusal, String allowed, String fix) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,30})");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");
  private static final Pattern OTHER_BASE = Pattern.compile("[-+]?0[ob][0-9a-fA-F_]+");
  private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9][0-9_]*_[0-9_]*(\\.[0-9_]*)?");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?([0-9]{1,30}\\.[0-9]{0,30}|\\.[0-9]{1,30}|[0-9]{1,30})([eE][-+]?[0-9]{1,3})?");
  private static final Set<String> OLD_BOOLEANS = Set.of("yes", "no", "on", "off", "y", "n");
  private static final Set<String> NOT_FINITE = Set.of(".inf", "+.inf", "-.inf", ".nan");

  static PlainScalar of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.isEmpty() || text.equals("~") || lower.equals("null")) {
      return good(NODES.nullNode());
    }
    if (lower.equals("true") || lower.equals("false")) {
      return good(NODES.booleanNode(lower.equals("true")));
    }
    if (OLD_BOOLEANS.contains(lower)) {
      String refusal = "'" + text + "' is a boolean to some YAML readers and text to others";
      return refused(
          text, refusal, "true, false, or quoted text", "write \"" + text + "\" or true/false");
    }
    return NOT_FINITE.contains(lower)
        ? refused(text, "'" + text + "' is not a finite number", "a finite number", "leave it out")
        : number(text);
  }

  private static PlainScalar number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return good(
          NODES.numberNode(new BigInteger(text.startsWith("+") ? text.substring(1) : text)));
    }
    if (HEX.matcher(text).matches()) {
      return good(NODES.numberNode(new BigInteger(text.substring(2), 16)));
    }
    if (LEADING_ZERO.matcher(text).matches()) {
      String digits = text.replaceFirst("^([-+]?)0+(?=.)", "$1");
      String refusal = "'" + text + "' has a leading zero: some YAML readers take it as octal";
      return refused(
          text,
          refusal,
          "a decimal number, or 0x… hexadecimal",
          "write " + digits + ", or \"" + text + "\" if it is text");
    }
    if (OTHER_BASE.matcher(text).matches() || GROUPED.matcher(text).matches()) {
      String refusal = "'" + text + "' is a number to some YAML readers and text to others";
      return refused(
          text, refusal, "a decimal number, or 0x… hexadecimal", "write plain digits, or quote it");
    }
    if (DECIMAL.matcher(text).matches()) {
      return good(NODES.numberNode(new BigDecimal(text)));
    }
    return good(NODES.textNode(text));
  }

  private static PlainScalar good(JsonNode node) {
    return new PlainScalar(node, null, "", "");
  }

  private static PlainScalar refused(String text, String refusal, String allowed, String fix) {
    return new PlainScalar(NODES.textNode(text), refusal, allowed, fix);
  }
}
