package org.busbar.central.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Objects;

/** /login, /logout, and the way to the dashboard. */
final class SignInRoutes implements Routes {
  private static final String WRONG = "E-mail address or password is wrong.";
  private static final String TOO_MANY =
      "Too many tries. Wait %d minutes, then try again.".formatted(Accounts.WINDOW.toMinutes());

  private final Accounts accounts;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Gate gate;
  private final Template page = Template.load("login");

  SignInRoutes(Accounts accounts, Sessions sessions, SessionCookie cookie, Gate gate) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.cookie = cookie;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", ctx -> ctx.redirect("/dashboard", HttpStatus.SEE_OTHER));
    routes.get("/login", this::show);
    routes.post("/login", this::signIn);
    routes.post("/logout", gate.change(this::signOut));
  }

  private void show(Context ctx) {
    if (gate.session(ctx).isPresent()) {
      ctx.redirect(Gate.safeNext(ctx.queryParam("next")), HttpStatus.SEE_OTHER);
      return;
    }
    answer(ctx, Gate.safeNext(ctx.queryParam("next")), "", "");
  }

  private void signIn(Context ctx) {
    if (!Gate.fromOurPages(ctx)) {
      Gate.refuseForgery(ctx);
      return;
    }
    String email = Objects.requireNonNullElse(ctx.formParam("email"), "");
    String password = Objects.requireNonNullElse(ctx.formParam("password"), "");
    String next = Gate.safeNext(ctx.formParam("next"));
    Accounts.Outcome outcome = accounts.signIn(email, password, ctx.ip());
    if (outcome instanceof Accounts.Outcome.Welcome welcome) {
      // A session from before is ended: its token may be known to somebody else.
      String old = cookie.read(ctx);
      if (old != null) {
        sessions.end(old);
      }
      cookie.set(ctx, sessions.create(welcome.userId()));
      ctx.redirect(next, HttpStatus.SEE_OTHER);
    } else if (outcome instanceof Accounts.Outcome.TooMany) {
      ctx.status(429).header("Retry-After", Long.toString(Accounts.WINDOW.toSeconds()));
      answer(ctx, next, email, TOO_MANY);
    } else {
      ctx.status(403);
      answer(ctx, next, email, WRONG);
    }
  }

  private void signOut(Context ctx, Session session) {
    sessions.end(session.token());
    cookie.clear(ctx);
    ctx.redirect("/login", HttpStatus.SEE_OTHER);
  }

  private void answer(Context ctx, String next, String email, String message) {
    ctx.html(page.render(Map.of("next", next, "email", email, "message", message)).markup());
  }
}
