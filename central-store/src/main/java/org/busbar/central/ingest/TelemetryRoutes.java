package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.busbar.central.db.Sql;
import org.busbar.central.http.CentralServer;
import org.busbar.central.http.Routes;
import org.busbar.central.http.SiteKeys;
import org.busbar.points.Measure;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/telemetry}: one reading as one JSON object, for clients that are there already.
 */
final class TelemetryRoutes implements Routes {
  private static final ObjectMapper JSON = new ObjectMapper(JsonText.FACTORY);

  private final IngestParts parts;
  private final Jdbi jdbi;
  private final Clock clock;
  private final LongSupplier nanos;
  private final boolean open;

  /**
   * The route.
   *
   * @param open whether a request without a key is accepted for any site
   */
  TelemetryRoutes(IngestParts parts, Jdbi jdbi, Ingest.Clocks clocks, boolean open) {
    this.parts = parts;
    this.jdbi = jdbi;
    this.clock = clocks.wall();
    this.nanos = clocks.nanos();
    this.open = open;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/telemetry", this::take);
  }

  private void take(Context ctx) {
    long keySite = 0;
    if (!open || ctx.header("Authorization") != null) {
      SiteKeys.Check key = parts.keys().check(ctx.header("Authorization"), ctx.ip());
      if (!(key instanceof SiteKeys.Check.Accepted accepted)) {
        refuseKey(key, ctx);
        return;
      }
      keySite = accepted.siteId();
    }
    try {
      takeOf(keySite, ctx);
    } catch (JsonProcessingException e) {
      error(ctx, 400, String.valueOf(JsonText.bad(e).getMessage()));
    } catch (BadBatch e) {
      error(ctx, e.status(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      error(ctx, 400, "The body could not be read to its end");
    }
  }

  private static void refuseKey(SiteKeys.Check key, Context ctx) {
    if (key instanceof SiteKeys.Check.Refused) {
      error(ctx, 401, "Unauthorized");
    } else if (key instanceof SiteKeys.Check.TooMany) {
      error(ctx.header("Retry-After", "60"), 429, "Too many wrong keys came from this address");
    } else {
      error(ctx.header("Retry-After", "5"), 503, "The key cannot be checked at the moment");
    }
  }

  private void takeOf(long keySite, Context ctx) throws IOException {
    int most = parts.limits().maxWireBytes();
    if (ctx.req().getContentLengthLong() > most) {
      throw new BadBatch(413, "too-large", "The body is longer than %d bytes".formatted(most));
    }
    JsonNode body = body(ctx);
    JsonNode site = body.path("siteId");
    JsonNode timestamp = body.path("timestamp");
    if (site.isMissingNode() || site.isNull() || timestamp.isMissingNode() || timestamp.isNull()) {
      throw new BadBatch(400, "missing", "Missing required fields");
    }
    if (!site.isIntegralNumber() || !site.canConvertToLong()) {
      throw new BadBatch(400, "bad-value", "siteId must be a whole number");
    }
    long siteId = site.longValue();
    long micros = micros(timestamp);
    ReadingRows rows = new ReadingRows();
    rows.add(0, micros, measures(body), metadata(body));
    checkSite(siteId, keySite);
    ReadingBatch batch = new ReadingBatch(siteId, null, rows, List.of(), List.of());
    answer(parts.store().insertAndWait(batch), ctx);
  }

  private JsonNode body(Context ctx) throws IOException {
    LimitedBody body =
        LimitedBody.open(
            ctx.req().getInputStream(), ctx.header("Content-Encoding"), parts.limits(), nanos);
    JsonNode node =
        JSON.reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(body);
    if (node == null || !node.isObject()) {
      throw new BadBatch(400, "bad-json", "The body must be one JSON object");
    }
    return node;
  }

  private long micros(JsonNode timestamp) throws BadBatch {
    try {
      Instant instant =
          OffsetDateTime.parse(timestamp.isTextual() ? timestamp.textValue() : "").toInstant();
      long micros = ItemJudge.micros(instant);
      Rejection wrong = new ItemJudge(parts.retention(), clock.instant()).instantMicros(0, micros);
      if (wrong != null) {
        throw new BadBatch(422, wrong.code(), "timestamp is " + wrong.detail());
      }
      return micros;
    } catch (DateTimeException | ArithmeticException e) {
      BadBatch bad =
          new BadBatch(
              400,
              "bad-value",
              "timestamp must be ISO-8601 with a zone, such as 2025-10-29T12:00:00Z");
      bad.initCause(e);
      throw bad;
    }
  }

  private static float[] measures(JsonNode body) throws BadBatch {
    float[] row = new float[ReadingRows.MEASURES];
    Arrays.fill(row, Float.NaN);
    for (Measure measure : Measure.values()) {
      JsonNode value = body.path(measure.jsonKey());
      if (value.isMissingNode() || value.isNull()) {
        continue;
      }
      if (!value.isNumber()) {
        throw new BadBatch(400, "bad-value", measure.jsonKey() + " must be a number");
      }
      if (!ItemJudge.plausible(ReadingRows.index(measure), value.doubleValue())) {
        throw new BadBatch(
            400,
            "bad-value",
            ItemJudge.implausible(ReadingRows.index(measure), value.doubleValue()));
      }
      row[ReadingRows.index(measure)] = (float) value.doubleValue();
    }
    return row;
  }

  private static @Nullable String metadata(JsonNode body) throws IOException {
    JsonNode metadata = body.path("metadata");
    if (metadata.isMissingNode() || metadata.isNull()) {
      return null;
    }
    if (!metadata.isObject()) {
      throw new BadBatch(400, "bad-value", "metadata must be an object");
    }
    try (var parser = JSON.treeAsTokens(metadata)) {
      parser.nextToken();
      return JsonText.copy(parser);
    }
  }

  /** A site of another organization is as unknown as one that does not exist. */
  private void checkSite(long siteId, long keySite) throws BadBatch {
    if (siteId == keySite) {
      return;
    }
    boolean known =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("queries/site_known"))
                    .bind("site_id", siteId)
                    .bind("of_site_id", keySite == 0 ? null : (Long) keySite)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!known) {
      throw new BadBatch(404, "unknown-site", "Unknown site " + siteId);
    }
    if (keySite != 0) {
      throw new BadBatch(403, "forbidden", "The key is of another site than siteId");
    }
  }

  private static void answer(InsertOutcome outcome, Context ctx) {
    if (outcome instanceof InsertOutcome.Stored stored) {
      ObjectNode json = JSON.createObjectNode().put("success", true);
      if (stored.accepted() == 0) {
        json.put("duplicate", true);
      }
      if (stored.conflict() > 0) {
        json.put("conflict", true);
      }
      json.put("readingId", stored.readingId());
      ctx.result(json.toString()).contentType("application/json");
    } else if (outcome instanceof InsertOutcome.SiteGone) {
      error(ctx, 404, "Unknown site");
    } else if (outcome instanceof InsertOutcome.TryLater later) {
      ctx.header("Retry-After", Long.toString(later.pause().toSeconds()));
      error(ctx, 503, later.why());
    } else if (outcome instanceof InsertOutcome.Failed failed) {
      CentralServer.answerInternal(failed.cause(), ctx);
    }
  }

  private static void error(Context ctx, int status, String message) {
    ctx.status(status);
    ctx.result(JSON.createObjectNode().put("error", message).toString());
    ctx.contentType("application/json");
  }
}
