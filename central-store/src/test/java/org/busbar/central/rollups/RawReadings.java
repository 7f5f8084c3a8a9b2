package org.busbar.central.rollups;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.busbar.central.db.Database;
import org.busbar.points.Measure;
import org.jdbi.v3.core.statement.Update;

/** Writes raw readings and their marks as ingest does, and remembers them for a recomputation. */
public final class RawReadings {
  private final Database database;
  private final Map<Long, NavigableMap<Instant, Map<Measure, Float>>> bySite = new TreeMap<>();

  public RawReadings(Database database) {
    this.database = database;
  }

  /** Stores one reading and marks its hour; a second one of the same instant changes nothing. */
  public void add(long siteId, Instant time, Map<Measure, Float> values) {
    NavigableMap<Instant, Map<Measure, Float>> site = of(siteId);
    if (site.containsKey(time)) {
      return;
    }
    Map<Measure, Float> kept = new EnumMap<>(Measure.class);
    kept.putAll(values);
    site.put(time, kept);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute(
                  "SELECT partitions.ensure_month('telemetry_readings', ?::timestamptz)",
                  time.toString());
              insert(handle.createUpdate(insertSql(kept)), siteId, time, kept);
              mark(siteId, time);
              handle.execute(
                  "INSERT INTO ingest.latest_readings (site_id, reading_id, \"timestamp\", received_at)"
                      + " VALUES (?, 1, ?::timestamptz, now()) ON CONFLICT (site_id) DO UPDATE"
                      + " SET \"timestamp\" = greatest(latest_readings.\"timestamp\", EXCLUDED.\"timestamp\")",
                  siteId,
                  time.toString());
            });
  }

  private static void insert(Update update, long siteId, Instant time, Map<Measure, Float> values) {
    update.bind("site_id", siteId).bind("time", time.toString());
    values.forEach((measure, value) -> update.bind(measure.column(), value));
    update.execute();
  }

  private static String insertSql(Map<Measure, Float> values) {
    String columns =
        values.keySet().stream().map(m -> ", " + m.column()).collect(Collectors.joining());
    String binds =
        values.keySet().stream().map(m -> ", :" + m.column()).collect(Collectors.joining());
    return "INSERT INTO telemetry_readings (site_id, \"timestamp\""
        + columns
        + ") VALUES (:site_id, :time::timestamptz"
        + binds
        + ")";
  }

  /** Marks the hour of an instant dirty. */
  void mark(long siteId, Instant time) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO rollup.dirty_hours (site_id, hour) VALUES (?, ?::timestamptz)",
                    siteId,
                    time.truncatedTo(ChronoUnit.HOURS).toString()));
  }

  /** The readings of a site in order of time. */
  NavigableMap<Instant, Map<Measure, Float>> of(long siteId) {
    return bySite.computeIfAbsent(siteId, id -> new TreeMap<>());
  }

  /** Removes the readings of one hour, as only a person in psql would, and marks the hour. */
  void removeHour(long siteId, Instant hour) {
    of(siteId).subMap(hour, hour.plus(1, ChronoUnit.HOURS)).clear();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "DELETE FROM telemetry_readings WHERE site_id = ? AND \"timestamp\" >= ?::timestamptz"
                        + " AND \"timestamp\" < ?::timestamptz + interval '1 hour'",
                    siteId,
                    hour.toString(),
                    hour.toString()));
    mark(siteId, hour);
  }

  /** The hourly rows of a site by their hour. */
  Map<Instant, Map<String, Object>> hourlyRows(long siteId) {
    return rows("SELECT * FROM telemetry_hourly WHERE site_id = ?", siteId).stream()
        .collect(
            Collectors.toMap(
                row -> ((java.sql.Timestamp) row.get("timestamp")).toInstant(), row -> row));
  }

  /** The daily rows of a site by their date. */
  Map<LocalDate, Map<String, Object>> dailyRows(long siteId) {
    return rows("SELECT * FROM telemetry_daily WHERE site_id = ?", siteId).stream()
        .collect(
            Collectors.toMap(row -> ((java.sql.Date) row.get("date")).toLocalDate(), row -> row));
  }

  private List<Map<String, Object>> rows(String sql, long siteId) {
    return database.jdbi().withHandle(handle -> handle.select(sql, siteId).mapToMap().list());
  }
}
