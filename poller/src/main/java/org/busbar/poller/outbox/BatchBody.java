package org.busbar.poller.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** The bytes of a batch: the wire format's JSON, made once and then only kept. */
final class BatchBody {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An item as it lies on disk.
   *
   * @param sequence its own, for ever
   * @param atMillis when it was measured, ms since 1970 UTC
   */
  record Stored(
      long sequence, long atMillis, Item.Kind kind, String payload, String bootId, String clock) {}

  private BatchBody() {}

  /** The body of a batch of items that share one boot id and clock state. */
  static byte[] of(String outboxId, long number, List<Stored> items) {
    ObjectNode body = JSON.createObjectNode();
    body.put("outboxId", outboxId).put("batch", number);
    body.put("bootId", items.get(0).bootId()).put("clock", items.get(0).clock());
    List<String> measures = measures(items);
    measures.forEach(body.putArray("measures")::add);
    ArrayNode readings = body.putArray("readings");
    ArrayNode equipment = body.putArray("equipment");
    for (Stored item : items) {
      switch (item.kind()) {
        case READING -> readings.add(reading(item, measures));
        case EQUIPMENT -> equipment.add(start(item).setAll((ObjectNode) parse(item.payload())));
      }
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<String> measures(List<Stored> items) {
    TreeSet<String> names = new TreeSet<>();
    for (Stored item : items) {
      if (item.kind() == Item.Kind.READING) {
        parse(item.payload()).path("v").fieldNames().forEachRemaining(names::add);
      }
    }
    return List.copyOf(names);
  }

  private static ObjectNode reading(Stored item, List<String> measures) {
    JsonNode payload = parse(item.payload());
    ObjectNode reading = start(item);
    ArrayNode values = reading.putArray("v");
    for (String measure : measures) {
      values.add(
          payload.path("v").path(measure).isNumber() ? payload.path("v").get(measure) : null);
    }
    reading.set("meta", payload.path("meta"));
    return reading;
  }

  private static ObjectNode start(Stored item) {
    return JSON.createObjectNode().put("seq", item.sequence()).put("t", item.atMillis());
  }

  private static JsonNode parse(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an item on disk is not JSON: " + payload, e);
    }
  }
}
