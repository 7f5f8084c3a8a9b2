package org.busbar.central.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.busbar.central.alerts.RuleState.Condition;
import org.busbar.central.alerts.SiteVerdict.Change;
import org.busbar.central.alerts.SiteVerdict.Transition;
import org.busbar.central.db.Sql;
import org.busbar.points.Measure;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the evaluation reads from and writes to the database; one statement each. */
final class AlertStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertStore() {}

  static List<SiteNews> sitesWithNews(Handle handle) {
    return handle
        .createQuery(Sql.load("alerts/sites_with_news"))
        .map(
            (row, context) ->
                new SiteNews(
                    row.getLong("site_id"),
                    row.getLong("organization_id"),
                    json(row.getString("config")),
                    instant(row.getTimestamp("evaluated_through")),
                    row.getTimestamp("newest").toInstant()))
        .list();
  }

  /** New readings by site, in order of time. */
  static Map<Long, List<SiteReading>> newReadings(Handle handle, List<SiteNews> sites, int limit) {
    Map<Long, List<SiteReading>> bySite = new HashMap<>();
    handle
        .createQuery(Sql.load("alerts/new_readings"))
        .bindArray("site_ids", Long.class, ids(sites))
        .bindArray("after", String.class, texts(sites, true))
        .bindArray("newest", String.class, sites.stream().map(s -> s.newest().toString()).toList())
        .bind("reading_limit", limit)
        .map(
            (row, context) ->
                bySite
                    .computeIfAbsent(row.getLong("site_id"), id -> new ArrayList<>())
                    .add(reading(row)))
        .list();
    return bySite;
  }

  private static SiteReading reading(ResultSet row) throws SQLException {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      float value = row.getFloat(measure.column());
      if (!row.wasNull()) {
        // By way of the decimal text, so that 59.6 stays 59.6 and not 59.599998.
        values.put(measure, Double.valueOf(Float.toString(value)));
      }
    }
    return new SiteReading(row.getLong("id"), row.getTimestamp("timestamp").toInstant(), values);
  }

  /** States by site and code. */
  static Map<Long, Map<String, RuleState>> states(Handle handle, List<SiteNews> sites) {
    Map<Long, Map<String, RuleState>> bySite = new HashMap<>();
    handle
        .createQuery(Sql.load("alerts/states"))
        .bindArray("site_ids", Long.class, ids(sites))
        .map(
            (row, context) ->
                bySite
                    .computeIfAbsent(row.getLong("site_id"), id -> new HashMap<>())
                    .put(
                        row.getString("code"),
                        new RuleState(
                            Condition.of(row.getString("state")),
                            row.getTimestamp("since").toInstant())))
        .list();
    return bySite;
  }

  /** Moves the progress of sites; answers those that nobody else moved meanwhile. */
  static Set<Long> advance(Handle handle, List<SiteNews> sites, Map<Long, Instant> through) {
    return handle
        .createQuery(Sql.load("alerts/advance"))
        .bindArray("site_ids", Long.class, ids(sites))
        .bindArray("seen", String.class, texts(sites, false))
        .bindArray(
            "through",
            String.class,
            sites.stream()
                .map(s -> through.getOrDefault(s.siteId(), s.newest()).toString())
                .toList())
        .mapTo(Long.class)
        .set();
  }

  /** Stores a state; false when it is no longer what was seen. */
  static boolean putState(Handle handle, SiteNews site, Change change, Instant now) {
    RuleState before = change.before();
    return handle
            .createUpdate(Sql.load("alerts/put_state"))
            .bind("site_id", site.siteId())
            .bind("code", change.code())
            .bind("state", change.after().condition().text())
            .bind("since", change.after().since())
            .bind("last_value", Double.isNaN(change.lastValue()) ? null : change.lastValue())
            .bind("now", now)
            .bind("seen_state", before == null ? null : before.condition().text())
            .bind("seen_since", before == null ? null : before.since())
            .execute()
        == 1;
  }

  /** Raises an alert with its event; false when one of the code is open already. */
  static boolean raise(Handle handle, SiteNews site, Transition transition, Instant now) {
    AlertRule rule = transition.rule();
    return handle
        .createQuery(Sql.load("alerts/raise"))
        .bind("site_id", site.siteId())
        .bind("organization_id", site.organizationId())
        .bind("severity", rule.severity())
        .bind("category", rule.category())
        .bind("code", rule.code())
        .bind("title", rule.title())
        .bind("message", rule.message(transition.value(), transition.threshold()))
        .bind("context", context(transition))
        .bind("now", now)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private static String context(Transition transition) {
    return JSON.createObjectNode()
        .put("thresholdValue", transition.threshold())
        .put("actualValue", transition.value())
        .put("telemetryId", transition.reading().id())
        .put("unit", transition.rule().measure().unit())
        .toString();
  }

  /** Resolves the open alert of the rule with its event; false when there is none. */
  static boolean recover(Handle handle, SiteNews site, Transition transition, Instant now) {
    AlertRule rule = transition.rule();
    return handle
        .createQuery(Sql.load("alerts/recover"))
        .bind("site_id", site.siteId())
        .bind("organization_id", site.organizationId())
        .bind("code", rule.code())
        .bind("message", rule.message(transition.value(), transition.threshold()))
        .bind("now", now)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private static List<Long> ids(Collection<SiteNews> sites) {
    return sites.stream().map(SiteNews::siteId).toList();
  }

  /** How far each site has been judged, as text; where never: minus infinity, or null. */
  private static List<@Nullable String> texts(List<SiteNews> sites, boolean always) {
    @Nullable String[] texts = new @Nullable String[sites.size()];
    for (int i = 0; i < texts.length; i++) {
      Instant seen = sites.get(i).seen();
      texts[i] = seen != null ? seen.toString() : always ? "-infinity" : null;
    }
    return Arrays.asList(texts);
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave jsonb that is no JSON", e);
    }
  }
}
