package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the items of {@code equipment}. */
final class EquipmentParser {
  /** role.quantity; a newer poller may know more points than this server. */
  private static final Pattern POINT = Pattern.compile("[a-z][a-z0-9_]{0,63}\\.[a-z0-9_]{1,64}");

  private final ItemJudge judge;

  // Of the item at hand.
  private final Set<String> seen = new HashSet<>();
  private long seq;
  private long millis;
  private @Nullable String name;
  private @Nullable String values;
  private @Nullable String bad;
  private @Nullable Rejection refused;

  EquipmentParser(ItemJudge judge) {
    this.judge = judge;
  }

  /** Reads one item into the rows, or answers why it is refused. */
  @Nullable Rejection parse(JsonParser parser, List<EquipmentRow> rows) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw BatchParser.unprocessable("Every item of equipment must be an object");
    }
    reset();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      field(parser);
    }
    if (!seen.contains("seq")) {
      throw BatchParser.unprocessable("An item of equipment has no seq (a whole number)");
    }
    if (refused != null) {
      return new Rejection(seq, refused.code(), refused.detail());
    }
    if (!seen.contains("t") || name == null || values == null) {
      return new Rejection(seq, Rejection.BAD_VALUE, "t, name or values is missing");
    }
    Rejection wrongTime = judge.instant(seq, millis);
    if (wrongTime == null) {
      rows.add(new EquipmentRow(seq, millis * 1000, name, values, bad));
    }
    return wrongTime;
  }

  private void reset() {
    seen.clear();
    name = null;
    values = null;
    bad = null;
    refused = null;
  }

  private void field(JsonParser parser) throws IOException {
    String key = parser.currentName();
    if (!seen.add(key)) {
      throw new BadBatch(400, "bad-json", "The key '%s' comes twice in equipment".formatted(key));
    }
    JsonToken value = parser.nextToken();
    switch (key) {
      case "seq" -> {
        if (value != JsonToken.VALUE_NUMBER_INT) {
          throw BatchParser.unprocessable("seq must be a whole number");
        }
        seq = parser.getLongValue();
      }
      case "t" -> instant(parser, value);
      case "name" -> name(parser, value);
      case "values" -> values = points(parser, value, true);
      case "bad" -> bad = points(parser, value, false);
      default -> parser.skipChildren();
    }
  }

  private void instant(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      millis = parser.getLongValue();
      return;
    }
    parser.skipChildren();
    refuse(Rejection.BAD_VALUE, "t must be a whole number of ms since 1970");
  }

  private void name(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING
        || parser.getText().isBlank()
        || parser.getTextLength() > 200) {
      parser.skipChildren();
      refuse(Rejection.BAD_VALUE, "name must be a text of 1 to 200 characters");
      return;
    }
    JsonText.checkText(parser.getText());
    name = parser.getText();
  }

  private @Nullable String points(JsonParser parser, JsonToken value, boolean numbers)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      refuse(Rejection.BAD_VALUE, "values and bad must be objects");
      return null;
    }
    Map<String, String> points = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String point = parser.currentName();
      parser.nextToken();
      String text = point(parser, point, numbers);
      if (points.putIfAbsent(point, text) != null) {
        throw new BadBatch(400, "bad-json", "The point '%s' comes twice".formatted(point));
      }
    }
    return object(points);
  }

  /** The point's value as JSON. */
  private String point(JsonParser parser, String point, boolean numbers) throws IOException {
    JsonToken token = parser.currentToken();
    if (!POINT.matcher(point).matches()) {
      parser.skipChildren();
      refuse(Rejection.UNKNOWN_MEASURE, "a point's name must have the form role.quantity");
    } else if (token == JsonToken.VALUE_STRING) {
      return JsonText.quoted(parser.getText());
    } else if (numbers && token.isNumeric() && Double.isFinite(parser.getDoubleValue())) {
      return Double.toString(parser.getDoubleValue());
    } else {
      parser.skipChildren();
      refuse(Rejection.BAD_VALUE, point + " is neither a number nor a text");
    }
    return "null";
  }

  private static String object(Map<String, String> points) {
    StringBuilder json = new StringBuilder("{");
    points.forEach(
        (point, value) ->
            json.append(json.length() == 1 ? "\"" : ",\"")
                .append(point)
                .append("\":")
                .append(value));
    return json.append('}').toString();
  }

  private void refuse(String code, String detail) {
    if (refused == null) {
      refused = new Rejection(seq, code, detail);
    }
  }
}
