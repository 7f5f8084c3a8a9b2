package org.busbar.central;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.busbar.central.ingest.IngestLimits;
import org.busbar.central.ingest.Retention;
import org.jspecify.annotations.Nullable;

/**
 * How the server runs.
 *
 * @param host address to listen on, a name or a literal
 * @param port port to listen on, 1 to 65535, or 0 for any free one
 * @param cronSecret what {@code GET /api/cron/hourly} must be called with; null refuses everyone
 * @param openTelemetry accept {@code POST /api/telemetry} without a key; only on loopback
 * @param plainCookies cookies of sessions without Secure, for plain http; only on loopback
 * @param limits what one request may hold and how much may wait
 * @param retention how long raw readings are kept
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable String cronSecret,
    boolean openTelemetry,
    boolean plainCookies,
    IngestLimits limits,
    Retention retention) {

  /** Default port of the server. */
  public static final int DEFAULT_PORT = 8080;

  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "The port is %d; it must be 1 to 65535, or 0 for any free one".formatted(port));
    }
    if (cronSecret != null && cronSecret.isBlank()) {
      throw new IllegalArgumentException(
          "CRON_SECRET is set but empty; unset it to refuse every call of /api/cron/hourly");
    }
    if (openTelemetry && !loopback(host)) {
      throw new IllegalArgumentException(
          "--open-telemetry lets everyone who reaches %s write readings; it is accepted only with --host 127.0.0.1"
              .formatted(host));
    }
    if (plainCookies && !loopback(host)) {
      throw new IllegalArgumentException(
          "--plain-http lets sessions travel unencrypted; it is accepted only with --host 127.0.0.1, else serve behind TLS");
    }
  }

  /** Cookies for TLS only. */
  public ServerConfig(
      String host,
      int port,
      @Nullable String cronSecret,
      boolean openTelemetry,
      IngestLimits limits,
      Retention retention) {
    this(host, port, cronSecret, openTelemetry, false, limits, retention);
  }

  /** A server on any free port of loopback with the default limits. */
  public static ServerConfig loopback() {
    return new ServerConfig(
        "127.0.0.1", 0, null, false, true, IngestLimits.defaults(), Retention.defaults());
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "%s:%d, cron %s, open telemetry %s, %s, %s"
        .formatted(host, port, cronSecret == null ? "off" : "on", openTelemetry, limits, retention);
  }
}
