package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.StringWriter;

/** JSON from outside: how it is read, and copies of parts of it that the database takes. */
final class JsonText {
  /** Reads with limits; the limit of the body's length is set by the body itself. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNumberLength(100)
                  .maxStringLength(16 * 1024)
                  .maxNameLength(256)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private JsonText() {}

  /**
   * Copies the object or array that the parser stands at, without its white space.
   *
   * @throws BadBatch when it holds text that the database cannot hold
   */
  static String copy(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
          checkText(parser.getText());
        }
        if (token.isNumeric() && !Double.isFinite(parser.getDoubleValue())) {
          throw new BadBatch(400, "bad-json", "A number is greater than any double");
        }
        out.copyCurrentEvent(parser);
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  /** The text as a JSON string, after {@link #checkText}. */
  static String quoted(String text) throws BadBatch {
    checkText(text);
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** PostgreSQL holds neither NUL nor half of a surrogate pair. */
  static void checkText(String text) throws BadBatch {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw new BadBatch(
            400,
            "bad-json",
            "A text holds NUL or half of a surrogate pair; neither is a character");
      }
      i += pair ? 1 : 0;
    }
  }

  /** A plain sentence about what the JSON parser met. */
  static BadBatch bad(JsonProcessingException cause) {
    String where =
        cause.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(cause.getLocation().getLineNr(), cause.getLocation().getColumnNr());
    BadBatch bad =
        new BadBatch(400, "bad-json", "The body is not the JSON that is expected" + where);
    bad.initCause(cause);
    return bad;
  }
}
