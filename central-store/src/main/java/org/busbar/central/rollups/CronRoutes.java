package org.busbar.central.rollups;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.busbar.central.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/cron/hourly}: rolls up the last whole hour of every site, for callers that keep
 * the time themselves. Takes {@code Authorization: Bearer <CRON_SECRET>}.
 */
public final class CronRoutes implements Routes {
  private static final String SCHEME = "Bearer ";

  private final Rollups rollups;
  private final @Nullable String secret;

  /**
   * @param secret what a caller must know; null refuses everyone
   */
  public CronRoutes(Rollups rollups, @Nullable String secret) {
    this.rollups = rollups;
    this.secret = secret;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/cron/hourly", this::hourly);
  }

  private void hourly(Context ctx) {
    if (!allowed(ctx.header("Authorization"))) {
      ctx.status(401).json(Map.of("error", "Unauthorized"));
      return;
    }
    rollups.rollUpLastHour();
    ctx.json(Map.of("success", true));
  }

  private boolean allowed(@Nullable String header) {
    if (secret == null || header == null || !header.startsWith(SCHEME)) {
      return false;
    }
    // Digests are of one length, so that the time of the comparison tells nothing of the secret.
    return MessageDigest.isEqual(digest(secret), digest(header.substring(SCHEME.length())));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
