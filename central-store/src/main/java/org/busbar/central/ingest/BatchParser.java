package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one batch as a stream; nothing of it is held but the rows. One parser for each body. */
final class BatchParser {
  private final LimitedBody body;
  private final ItemJudge judge;
  private final int maxItems;
  private final ReadingRows rows = new ReadingRows();
  private final List<EquipmentRow> equipment = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private @Nullable ReadingParser readings;
  private @Nullable String outboxId;
  private long number = -1;
  private int items;

  BatchParser(LimitedBody body, ItemJudge judge, int maxItems) {
    this.body = body;
    this.judge = judge;
    this.maxItems = maxItems;
  }

  /**
   * Reads the whole body.
   *
   * @param siteId the site of the key
   * @throws BadBatch when the body is refused as a whole
   */
  ReadingBatch parse(long siteId) throws IOException {
    try (JsonParser parser = JsonText.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw unprocessable("A batch is a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        field(parser);
      }
      if (parser.nextToken() != null) {
        throw new BadBatch(400, "bad-json", "Something follows the JSON object");
      }
    } catch (JsonProcessingException e) {
      throw JsonText.bad(e);
    }
    if (outboxId == null || number < 0) {
      throw unprocessable("outboxId (32 hexadecimal digits) or batch (a number) is missing");
    }
    rejected.sort(Comparator.comparingLong(Rejection::seq));
    return new ReadingBatch(
        siteId, new BatchId(outboxId, number, body.digest()), rows, equipment, rejected);
  }

  private void field(JsonParser parser) throws IOException {
    String name = parser.currentName();
    if (!seen.add(name)) {
      throw new BadBatch(400, "bad-json", "The key '%s' comes twice".formatted(name));
    }
    if (seen.size() > 100) {
      throw unprocessable("The batch has more than 100 keys");
    }
    JsonToken value = parser.nextToken();
    switch (name) {
      case "outboxId" -> outboxId = outboxId(parser, value);
      case "batch" -> number = number(parser, value);
      case "measures" -> readings = ReadingParser.of(parser, judge);
      case "readings" -> readings(parser, value);
      case "equipment" -> equipment(parser, value);
      // Unknown keys are of newer pollers.
      default -> parser.skipChildren();
    }
  }

  private static String outboxId(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING || !BatchId.isOutboxId(parser.getText())) {
      throw unprocessable("outboxId must be 32 hexadecimal digits in lower case");
    }
    return parser.getText();
  }

  private static long number(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 0) {
      throw unprocessable("batch must be a whole number, 0 or more");
    }
    return parser.getLongValue();
  }

  private void readings(JsonParser parser, JsonToken value) throws IOException {
    requireArray(value, "readings");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (readings == null) {
        throw unprocessable("The key measures must stand before the key readings");
      }
      countItem();
      Rejection refused = readings.parse(parser, rows);
      if (refused != null) {
        rejected.add(refused);
      }
    }
  }

  private void equipment(JsonParser parser, JsonToken value) throws IOException {
    requireArray(value, "equipment");
    EquipmentParser items = new EquipmentParser(judge);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      countItem();
      Rejection refused = items.parse(parser, equipment);
      if (refused != null) {
        rejected.add(refused);
      }
    }
  }

  private void countItem() throws BadBatch {
    if (++items > maxItems) {
      throw new BadBatch(
          413,
          "too-large",
          "The batch has more than %d items; send it in parts".formatted(maxItems));
    }
  }

  private static void requireArray(JsonToken value, String name) throws BadBatch {
    if (value != JsonToken.START_ARRAY) {
      throw unprocessable(name + " must be an array");
    }
  }

  static BadBatch unprocessable(String detail) {
    return new BadBatch(422, "not-a-batch", detail);
  }
}
