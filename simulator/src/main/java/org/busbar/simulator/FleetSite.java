package org.busbar.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.busbar.points.Measure;

/** One site of the fleet: takes readings of its model and packs them for the centre. */
final class FleetSite {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double ROUNDING = 10_000;

  /**
   * A batch on its way.
   *
   * @param body text that never changes for the same outbox and number
   * @param number number within the outbox, from 1
   * @param readings how many it holds, 1 or more
   */
  record Batch(String body, long number, int readings) {}

  private final String name;
  private final String key;
  private final String outboxId;
  private final SiteModel model;
  private SiteState state;
  private ArrayNode pending = JSON.createArrayNode();
  private long sequence;
  private long batch;

  /**
   * A site of its own.
   *
   * @param entry its name and key
   * @param index 0 or more; sets place, size and weather
   * @param first instant of its first reading
   * @param interval time between two readings, up to 1 h
   */
  FleetSite(FleetKeys.Entry entry, int index, Instant first, Duration interval) {
    this.name = entry.site();
    this.key = entry.key();
    this.outboxId = FleetKeys.randomId();
    SiteParameters parameters =
        SiteParameters.usual()
            .at(40 + index % 17, -8 + index % 29, 50)
            .sized(10 + 5 * (index % 9), 15 + 10 * (index % 7), 3 + index % 11)
            .stepping(interval);
    this.model = new SiteModel(parameters, index, first.minus(interval));
    this.state = model.first();
  }

  String name() {
    return name;
  }

  String key() {
    return key;
  }

  String outboxId() {
    return outboxId;
  }

  /** The instant of the reading that comes next. */
  Instant nextAt() {
    return state.at().plus(model.parameters().step());
  }

  int pending() {
    return pending.size();
  }

  /** Takes the next reading. */
  void take() {
    SiteState later = model.next(state);
    Map<Measure, Double> measures = SiteReading.between(state, later, model.parameters().solarKw());
    state = later;
    ObjectNode reading = pending.addObject();
    reading.put("seq", ++sequence);
    reading.put("t", later.at().toEpochMilli());
    ArrayNode values = reading.putArray("v");
    for (Measure measure : Measure.values()) {
      Double value = measures.get(measure);
      if (value == null) {
        values.addNull();
      } else {
        values.add(Math.round(value * ROUNDING) / ROUNDING);
      }
    }
    reading.putObject("meta").put("dataQuality", "good");
  }

  /** Packs what is pending; at least one reading must be. */
  Batch pack() {
    ObjectNode root = JSON.createObjectNode();
    root.put("outboxId", outboxId);
    root.put("batch", ++batch);
    root.put("bootId", outboxId);
    root.put("clock", "SYNCED");
    ArrayNode measures = root.putArray("measures");
    for (Measure measure : Measure.values()) {
      measures.add(measure.jsonKey());
    }
    int readings = pending.size();
    root.set("readings", pending);
    root.putArray("equipment");
    pending = JSON.createArrayNode();
    try {
      return new Batch(JSON.writeValueAsString(root), batch, readings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain numbers could not be written", e);
    }
  }
}
