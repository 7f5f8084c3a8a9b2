package org.busbar.poller.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.busbar.poller.outbox.Item;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Readings and memory as the JSON that the outbox keeps. */
final class ReadingJson {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingJson.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadingJson() {}

  static Item item(SiteReading reading) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode values = root.putObject("v");
    reading.values().forEach((measure, value) -> values.put(measure.jsonKey(), rounded(value)));
    SiteReading.Notes notes = reading.notes();
    ObjectNode meta = root.putObject("meta");
    meta.put("dataQuality", notes.dataQuality());
    notes.missingSensors().forEach(meta.putArray("missingSensors")::add);
    putAll(meta, "reasons", notes.reasons());
    putAll(meta, "energyReasons", notes.energyReasons());
    if (!notes.derived().isEmpty()) {
      notes.derived().forEach(meta.putArray("derived")::add);
    }
    if (!notes.estimated().isEmpty()) {
      notes.estimated().forEach(meta.putArray("estimated")::add);
    }
    if (!notes.gaps().isEmpty()) {
      ObjectNode gaps = meta.putObject("gapSeconds");
      notes.gaps().forEach((measure, span) -> gaps.put(measure, span.toSeconds()));
    }
    return new Item(Item.Kind.READING, reading.at(), root.toString());
  }

  private static void putAll(ObjectNode parent, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode child = parent.putObject(name);
      texts.forEach(child::put);
    }
  }

  static Item item(EquipmentReading reading) {
    ObjectNode root = JSON.createObjectNode().put("name", reading.name());
    ObjectNode values = root.putObject("values");
    ObjectNode bad = root.putObject("bad");
    reading
        .points()
        .forEach(
            (point, value) -> {
              // A state travels as its symbol: the centre knows no maps to look the number up in.
              if (value.text() != null) {
                values.put(point, value.text());
              } else if (value.good()) {
                values.put(point, rounded(value.number()));
              } else if (value.implemented()) {
                bad.put(point, value.quality().name());
              }
            });
    return new Item(Item.Kind.EQUIPMENT, reading.at(), root.toString());
  }

  /** Nine significant digits: more than any device has, without the tail of binary fractions. */
  private static double rounded(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    int digits = 8 - (int) Math.floor(Math.log10(Math.abs(value)));
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }

  static Map<String, String> texts(Map<String, Baseline> baselines) {
    Map<String, String> texts = new HashMap<>();
    baselines.forEach(
        (key, baseline) -> {
          try {
            texts.put(key, JSON.writeValueAsString(baseline));
          } catch (JsonProcessingException e) {
            throw new IllegalStateException("a baseline is always JSON", e);
          }
        });
    return texts;
  }

  /** Baselines that this version cannot read are left out: their counters begin anew. */
  static Map<String, Baseline> baselines(Map<String, String> texts) {
    Map<String, Baseline> baselines = new HashMap<>();
    texts.forEach(
        (key, text) -> {
          try {
            baselines.put(key, JSON.readValue(text, Baseline.class));
          } catch (JsonProcessingException e) {
            LOG.warn("the baseline of {} is not readable, its counter begins anew", key);
          }
        });
    return baselines;
  }
}
