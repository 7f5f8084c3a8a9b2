package org.busbar.central.ingest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.busbar.central.http.CentralServer;
import org.busbar.central.http.Problem;
import org.busbar.central.http.Routes;
import org.busbar.central.http.SiteKeys;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/batches}: what pollers send. */
final class BatchRoutes implements Routes {
  private static final Duration RETRY = Duration.ofSeconds(2);

  static final String MEDIA_TYPE = "application/vnd.busbar.batch.v1+json";

  private final IngestParts parts;
  private final Clock clock;
  private final LongSupplier nanos;
  private final KeyRates rates;

  BatchRoutes(IngestParts parts, Ingest.Clocks clocks) {
    this.parts = parts;
    this.clock = clocks.wall();
    this.nanos = clocks.nanos();
    this.rates = new KeyRates(parts.limits().rowsPerSecond(), nanos);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/batches", this::take);
  }

  private void take(Context ctx) {
    SiteKeys.Check key = parts.keys().check(ctx.header("Authorization"), ctx.ip());
    if (key instanceof SiteKeys.Check.Accepted accepted) {
      takeOf(accepted.siteId(), ctx);
    } else {
      KeyProblems.of(key).write(ctx);
    }
  }

  private void takeOf(long siteId, Context ctx) {
    Problem refusal = refusal(siteId, ctx);
    if (refusal != null) {
      refusal.write(ctx);
      return;
    }
    try {
      ReadingBatch batch = read(siteId, ctx);
      rates.charge(siteId, batch.size() + batch.rejected().size());
      answer(batch, parts.store().insertAndWait(batch), ctx);
    } catch (BadBatch e) {
      Problem.refused(e.status(), e.code(), String.valueOf(e.getMessage())).write(ctx);
    } catch (IOException e) {
      Problem.later(408, "cut-off", "The body did not arrive to its end", RETRY).write(ctx);
    }
  }

  /** What can be refused before the body is read. */
  private @Nullable Problem refusal(long siteId, Context ctx) {
    if (!isBatch(ctx.contentType())) {
      return Problem.refused(
          415, "unsupported-media-type", "The body must be " + MEDIA_TYPE + " or application/json");
    }
    if (ctx.req().getContentLengthLong() > parts.limits().maxWireBytes()) {
      return Problem.refused(
          413,
          "too-large",
          "The body is longer than %d bytes on the wire".formatted(parts.limits().maxWireBytes()));
    }
    Duration wait = rates.pause(siteId);
    return wait.isZero()
        ? null
        : Problem.later(
            429,
            "too-many-readings",
            "This key sends more than %d readings a second"
                .formatted(parts.limits().rowsPerSecond()),
            wait);
  }

  private static boolean isBatch(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    String name = type.toLowerCase(Locale.ROOT);
    return name.equals(MEDIA_TYPE) || name.equals("application/json");
  }

  private ReadingBatch read(long siteId, Context ctx) throws IOException {
    ItemJudge judge = new ItemJudge(parts.retention(), clock.instant());
    LimitedBody body =
        LimitedBody.open(
            ctx.req().getInputStream(), ctx.header("Content-Encoding"), parts.limits(), nanos);
    return new BatchParser(body, judge, parts.limits().maxItems()).parse(siteId);
  }

  private void answer(ReadingBatch batch, InsertOutcome outcome, Context ctx) {
    BatchId id = java.util.Objects.requireNonNull(batch.id());
    if (outcome instanceof InsertOutcome.Stored stored) {
      ctx.result(Receipt.json(id, stored, clock.instant())).contentType(Receipt.MEDIA_TYPE);
    } else if (outcome instanceof InsertOutcome.OtherDigest) {
      Problem.refused(
              409,
              "batch-digest-mismatch",
              "Batch %d of this outbox was stored with another body; a batch never changes"
                  .formatted(id.number()))
          .write(ctx);
    } else if (outcome instanceof InsertOutcome.SiteGone) {
      KeyProblems.of(new SiteKeys.Check.Refused()).write(ctx);
    } else if (outcome instanceof InsertOutcome.TryLater later) {
      Problem.later(503, "unavailable", later.why(), later.pause()).write(ctx);
    } else if (outcome instanceof InsertOutcome.Failed failed) {
      CentralServer.answerInternal(failed.cause(), ctx);
    }
  }
}
