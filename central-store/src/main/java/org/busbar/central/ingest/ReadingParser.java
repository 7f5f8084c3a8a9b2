package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.busbar.points.Measure;
import org.jspecify.annotations.Nullable;

/** Reads the items of {@code readings}, whose values stand in the order of {@code measures}. */
final class ReadingParser {
  private static final int UNKNOWN = -1;
  private static final int MAX_METADATA = 16 * 1024;

  private static final int HAS_SEQ = 1;
  private static final int HAS_T = 2;
  private static final int HAS_V = 4;
  private static final int HAS_META = 8;

  private final List<String> names;
  // Position in v to the ordinal of the measure.
  private final int[] measures;
  private final ItemJudge judge;
  private final float[] row = new float[ReadingRows.MEASURES];

  // Of the item at hand.
  private int has;
  private long seq;
  private long millis;
  private @Nullable String metadata;
  private @Nullable String bad;
  private String badCode = Rejection.BAD_VALUE;

  private ReadingParser(List<String> names, int[] measures, ItemJudge judge) {
    this.names = names;
    this.measures = measures;
    this.judge = judge;
  }

  /** Reads the array {@code measures} that the parser stands at. */
  static ReadingParser of(JsonParser parser, ItemJudge judge) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw BatchParser.unprocessable("measures must be an array of names");
    }
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING || names.size() == 200) {
        throw BatchParser.unprocessable("measures must be an array of at most 200 names");
      }
      names.add(parser.getText());
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw BatchParser.unprocessable("measures names one of them twice");
    }
    int[] ordinals =
        names.stream()
            .map(Measure::ofJsonKey)
            .mapToInt((Optional<Measure> m) -> m.map(ReadingRows::index).orElse(UNKNOWN))
            .toArray();
    return new ReadingParser(names, ordinals, judge);
  }

  /** Reads one item into the rows, or answers why it is refused. */
  @Nullable Rejection parse(JsonParser parser, ReadingRows rows) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw BatchParser.unprocessable("Every item of readings must be an object");
    }
    reset();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      field(parser);
    }
    if ((has & HAS_SEQ) == 0) {
      throw BatchParser.unprocessable("An item of readings has no seq (a whole number)");
    }
    if (bad == null && (has & (HAS_T | HAS_V)) != (HAS_T | HAS_V)) {
      bad = "t or v is missing";
    }
    if (bad != null) {
      return new Rejection(seq, badCode, bad);
    }
    Rejection wrongTime = judge.instant(seq, millis);
    if (wrongTime == null) {
      rows.add(seq, millis * 1000, row, metadata);
    }
    return wrongTime;
  }

  private void reset() {
    has = 0;
    metadata = null;
    bad = null;
    badCode = Rejection.BAD_VALUE;
    Arrays.fill(row, Float.NaN);
  }

  private void field(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    switch (name) {
      case "seq" -> {
        once(HAS_SEQ, name);
        if (value != JsonToken.VALUE_NUMBER_INT) {
          throw BatchParser.unprocessable("seq must be a whole number");
        }
        seq = parser.getLongValue();
      }
      case "t" -> {
        once(HAS_T, name);
        instant(parser, value);
      }
      case "v" -> {
        once(HAS_V, name);
        values(parser, value);
      }
      case "meta" -> {
        once(HAS_META, name);
        metadata(parser, value);
      }
      default -> parser.skipChildren();
    }
  }

  private void once(int bit, String name) throws BadBatch {
    if ((has & bit) != 0) {
      throw new BadBatch(400, "bad-json", "The key '%s' comes twice in a reading".formatted(name));
    }
    has |= bit;
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

  private void metadata(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      metadata = JsonText.copy(parser);
      if (metadata.length() > MAX_METADATA) {
        refuse(Rejection.BAD_VALUE, "meta is longer than 16 KiB");
      }
    } else if (value != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      refuse(Rejection.BAD_VALUE, "meta must be an object");
    }
  }

  private void values(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      refuse(Rejection.BAD_VALUE, "v must be an array");
      return;
    }
    int position = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (position < measures.length) {
        value(parser, token, position);
      }
      parser.skipChildren();
      position++;
    }
    if (position != measures.length) {
      refuse(
          Rejection.BAD_VALUE,
          "v has %d values and measures has %d names".formatted(position, measures.length));
    }
  }

  private void value(JsonParser parser, JsonToken token, int position) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    int measure = measures[position];
    if (measure == UNKNOWN) {
      refuse(
          Rejection.UNKNOWN_MEASURE,
          "'%s' is not one of the 21 measures".formatted(names.get(position)));
    } else if (!token.isNumeric()) {
      refuse(Rejection.BAD_VALUE, names.get(position) + " is not a number");
    } else {
      double number = parser.getDoubleValue();
      row[measure] = (float) number;
      if (!ItemJudge.plausible(measure, number)) {
        refuse(Rejection.BAD_VALUE, ItemJudge.implausible(measure, number));
      }
    }
  }

  /** The first reason is the one that is told. */
  private void refuse(String code, String detail) {
    if (bad == null) {
      bad = detail;
      badCode = code;
    }
  }
}
