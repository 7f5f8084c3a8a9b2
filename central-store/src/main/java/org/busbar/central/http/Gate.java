package org.busbar.central.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets only signed-in people through, and changes only from our own pages: the browser's word on
 * where a request comes from (Sec-Fetch-Site, or Origin where a browser has none) and the session's
 * token must both be right.
 */
final class Gate {
  private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9/_.?=&%-]*");
  private static final String HOME = "/dashboard";

  private final Sessions sessions;
  private final SessionCookie cookie;

  Gate(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /** A handler of somebody who is signed in. */
  interface SignedIn {
    void handle(Context ctx, Session session) throws Exception;
  }

  /** A page: whoever is not signed in goes to /login and comes back. */
  Handler page(SignedIn handler) {
    return ctx -> {
      Optional<Session> session = session(ctx);
      if (session.isPresent()) {
        handler.handle(ctx, session.get());
      } else {
        String query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
        ctx.redirect("/login?next=" + encode(ctx.path() + query), HttpStatus.SEE_OTHER);
      }
    };
  }

  /**
   * Data that pages fetch by themselves, so that it does not count as use of the session: whoever
   * is not signed in gets 401.
   */
  Handler data(SignedIn handler) {
    return ctx -> {
      Optional<Session> session = sessions.look(cookie.read(ctx));
      if (session.isPresent()) {
        handler.handle(ctx, session.get());
      } else {
        Problem.refused(401, "signed-out", "Sign in at /login first").write(ctx);
      }
    };
  }

  /** A change: as a page, and from our own pages only. */
  Handler change(SignedIn handler) {
    return page(
        (ctx, session) -> {
          if (fromOurPages(ctx) && session.hasCsrfToken(ctx.formParam("csrf"))) {
            handler.handle(ctx, session);
          } else {
            refuseForgery(ctx);
          }
        });
  }

  Optional<Session> session(Context ctx) {
    return sessions.use(cookie.read(ctx));
  }

  /** Whether the browser says that the request comes from a page of this very host. */
  static boolean fromOurPages(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    return isOrigin(ctx.header("Origin"), ctx.header("Host"));
  }

  private static boolean isOrigin(@Nullable String origin, @Nullable String host) {
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equals(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static void refuseForgery(Context ctx) {
    Problem.refused(
            403,
            "cross-site",
            "The request did not come from a page of this server; reload and try again")
        .write(ctx);
  }

  /** {@code next} if it is a path of this server, else the dashboard. */
  static String safeNext(@Nullable String next) {
    return next != null && PATH.matcher(next).matches() ? next : HOME;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
