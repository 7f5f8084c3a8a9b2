package org.busbar.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.busbar.central.db.Database;

/** What the store holds of a site. */
record Stored(Database database, long site) {

  static Stored of(Database database, long site) {
    return new Stored(database, site);
  }

  long readings() {
    return count("SELECT count(*) FROM telemetry_readings WHERE site_id = :site");
  }

  /** Readings with interval energy, which the first of a poller cannot have. */
  long wholeReadings() {
    return count(
        "SELECT count(*) FROM telemetry_readings WHERE site_id = :site"
            + " AND grid_energy_kwh IS NOT NULL AND grid_power_kw IS NOT NULL AND inverter1_power_kw IS NOT NULL");
  }

  List<Instant> instants() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT \"timestamp\" FROM telemetry_readings WHERE site_id = :site ORDER BY 1")
                    .bind("site", site)
                    .mapTo(OffsetDateTime.class)
                    .map(OffsetDateTime::toInstant)
                    .list());
  }

  Map<String, Object> newest() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM telemetry_readings WHERE site_id = :site ORDER BY \"timestamp\" DESC LIMIT 1")
                    .bind("site", site)
                    .mapToMap()
                    .one());
  }

  /** All readings, oldest first, by column. */
  List<Map<String, Object>> rows() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM telemetry_readings WHERE site_id = :site ORDER BY \"timestamp\"")
                    .bind("site", site)
                    .mapToMap()
                    .list());
  }

  /** The newest value of each point of a piece of equipment: identities come seldom. */
  Map<String, Object> detail(String equipment) {
    List<String> details =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT \"values\"::text FROM ingest.equipment_readings"
                                + " WHERE site_id = :site AND equipment_name = :name ORDER BY \"timestamp\"")
                        .bind("site", site)
                        .bind("name", equipment)
                        .mapTo(String.class)
                        .list());
    Map<String, Object> newest = new HashMap<>();
    for (String json : details) {
      try {
        newest.putAll(
            new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {}));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return newest;
  }

  private long count(String sql) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).bind("site", site).mapTo(Long.class).one());
  }
}
