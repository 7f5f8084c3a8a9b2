package org.busbar.central.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a session's token: HttpOnly, SameSite=Lax, and Secure with the prefix that
 * binds it to this host, unless a setting says that the server is reached by plain http on
 * loopback.
 */
enum SessionCookie {
  SECURE("__Host-busbar", true),
  PLAIN_ON_LOOPBACK("busbar-session", false);

  private final String cookieName;
  private final boolean secure;

  SessionCookie(String cookieName, boolean secure) {
    this.cookieName = cookieName;
    this.secure = secure;
  }

  @Nullable String read(Context ctx) {
    return ctx.cookie(cookieName);
  }

  void set(Context ctx, String token) {
    // Without an age: it goes when the browser is closed; the server ends it after 12 h anyway.
    ctx.cookie(cookie(token, -1));
  }

  void clear(Context ctx) {
    ctx.cookie(cookie("", 0));
  }

  private Cookie cookie(String value, int maxAge) {
    return new Cookie(cookieName, value, "/", maxAge, secure, true, null, SameSite.LAX);
  }
}
