package org.busbar.central.http;

import io.javalin.config.RoutesConfig;

/** What every answer says to browsers; assets alone may be kept by them. */
public final class SecurityHeaders implements Routes {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";

  private static final String TLS_ONLY = "max-age=31536000";

  private final boolean plainHttp;

  /**
   * The headers of a server.
   *
   * @param plainHttp whether browsers come by plain http, so that they must not be told to insist
   *     on TLS
   */
  public SecurityHeaders(boolean plainHttp) {
    this.plainHttp = plainHttp;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(
        ctx -> {
          ctx.header("Content-Security-Policy", POLICY);
          ctx.header("X-Content-Type-Options", "nosniff");
          ctx.header("Referrer-Policy", "no-referrer");
          ctx.header("Cross-Origin-Opener-Policy", "same-origin");
          ctx.header("Cache-Control", "no-store");
          if (!plainHttp) {
            ctx.header("Strict-Transport-Security", TLS_ONLY);
          }
        });
  }
}
