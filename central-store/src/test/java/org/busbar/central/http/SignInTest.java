package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.busbar.central.Central;
import org.busbar.central.SampleFleet;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
  private final AtomicReference<Instant> time = new AtomicReference<>(TestDatabase.NOW);
  private final Clock clock = new SetClock(time);
  private Database database;
  private Central central;
  private SampleFleet fleet;
  private long organization;

  /** A clock that a test sets. */
  private static final class SetClock extends Clock {
    private final AtomicReference<Instant> time;

    SetClock(AtomicReference<Instant> time) {
      this.time = time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return InstantSource.fixed(time.get()).withZone(zone);
    }

    @Override
    public Instant instant() {
      return time.get();
    }
  }

  @BeforeAll
  void start(Database given) {
    database = given;
    fleet = new SampleFleet(database, time.get());
    organization = fleet.organization("mine");
    fleet.user(organization, "anna@example.org", "viewer");
    central = Central.start(ServerConfig.loopback(), database, clock);
  }

  @AfterAll
  void stop() {
    central.close();
  }

  @Test
  void aRightPasswordSetsAFreshHttpOnlyCookieAndOnlyItsHashIsStored() throws Exception {
    Visitor visitor = new Visitor(central.port());
    HttpResponse<String> answer = visitor.signIn("Anna@Example.org", SampleFleet.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/dashboard");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("busbar-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
    String token = visitor.cookie().substring("busbar-session=".length());
    int stored =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            "SELECT count(*) FROM identity.sessions WHERE token_hash = sha256(CAST(:token AS bytea))")
                        .bind("token", token)
                        .mapTo(Integer.class)
                        .one());
    assertThat(stored).isEqualTo(1);
  }

  @Test
  void theCookieIsSecureAndBoundToTheHostUnlessTheSettingSaysPlain() throws Exception {
    ServerConfig plain = ServerConfig.loopback();
    ServerConfig secure =
        new ServerConfig(plain.host(), 0, null, false, false, plain.limits(), plain.retention());
    try (Central other = Central.start(secure, database, clock)) {
      HttpResponse<String> answer =
          new Visitor(other.port()).signIn("anna@example.org", SampleFleet.PASSWORD);

      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .matches("__Host-busbar=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  @Test
  void everySignInGetsANewTokenAndEndsTheOldSession() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "anna@example.org");
    String first = visitor.cookie();
    visitor.signIn("anna@example.org", SampleFleet.PASSWORD);

    assertThat(visitor.cookie()).isNotEqualTo(first);
    visitor.useCookie(first);
    assertThat(visitor.get("/api/v1/latest").statusCode()).isEqualTo(401);
  }

  @Test
  void wrongPasswordUnknownAccountAndInactiveUserAreAnsweredAlike() throws Exception {
    fleet.user(organization, "gone@example.org", "viewer");
    update("UPDATE organization_users SET status = 'suspended' WHERE email = 'gone@example.org'");
    Visitor visitor = new Visitor(central.port());
    HttpResponse<String> wrong = visitor.signIn("anna@example.org", "wrong");
    HttpResponse<String> unknown = visitor.signIn("nobody@example.org", "wrong");
    HttpResponse<String> inactive = visitor.signIn("gone@example.org", SampleFleet.PASSWORD);

    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("E-mail address or password is wrong");
    for (HttpResponse<String> other : java.util.List.of(unknown, inactive)) {
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.body().replaceAll("value=\"[^\"]*\"", ""))
          .isEqualTo(wrong.body().replaceAll("value=\"[^\"]*\"", ""));
    }
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void anUnknownAccountCostsAsMuchTimeAsAKnownOne() {
    Passwords passwords = new Passwords();
    String hash = Passwords.hash("right");
    long known = fastest(() -> passwords.check("wrong", Optional.of(hash)));
    long unknown = fastest(() -> passwords.check("wrong", Optional.empty()));

    // The best of several, so that other work on the machine does not count.
    assertThat((double) unknown / known).isBetween(0.5, 2.0);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.check("right", Optional.of(hash))).isTrue();
    assertThat(passwords.check("nobody has this password", Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ben@example.org", "unknown-too@example.org"})
  void afterTenTriesAnAccountIsRefusedFromThatAddressUntilTheWindowEnds(String email)
      throws Exception {
    if (email.startsWith("ben")) {
      fleet.user(organization, email, "viewer");
    }
    Visitor visitor = new Visitor(central.port());
    for (int i = 0; i < 10; i++) {
      assertThat(visitor.signIn(email, "wrong " + i).statusCode()).isEqualTo(403);
    }
    HttpResponse<String> eleventh = visitor.signIn(email, SampleFleet.PASSWORD);

    assertThat(eleventh.statusCode()).isEqualTo(429);
    assertThat(eleventh.headers().firstValue("Retry-After")).contains("900");
    time.updateAndGet(now -> now.plus(Accounts.WINDOW).plusSeconds(1));
    assertThat(visitor.signIn(email, SampleFleet.PASSWORD).statusCode())
        .isEqualTo(email.startsWith("ben") ? 303 : 403);
  }

  @Test
  void aSessionEndsAfterHalfAnHourWithoutUse() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "anna@example.org");
    pass(Duration.ofMinutes(29));
    assertThat(visitor.get("/dashboard").statusCode()).isEqualTo(200);
    pass(Duration.ofMinutes(29));
    assertThat(visitor.get("/dashboard").statusCode()).isEqualTo(200);
    pass(Duration.ofMinutes(31));
    assertThat(visitor.get("/dashboard").statusCode()).isEqualTo(303);
  }

  @Test
  void whatPagesFetchByThemselvesIsNoUse() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "anna@example.org");
    pass(Duration.ofMinutes(20));
    assertThat(visitor.get("/api/v1/latest").statusCode()).isEqualTo(200);
    pass(Duration.ofMinutes(11));
    assertThat(visitor.get("/api/v1/latest").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsAfterTwelveHoursHoweverMuchItIsUsed() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "anna@example.org");
    for (int i = 0; i < 12 * 3 - 1; i++) {
      pass(Duration.ofMinutes(20));
      assertThat(visitor.get("/api/v1/session").statusCode()).isEqualTo(204);
    }
    pass(Duration.ofMinutes(20));
    assertThat(visitor.get("/api/v1/session").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSessionAtTheServer() throws Exception {
    Visitor visitor = Visitor.signedIn(central.port(), "anna@example.org");
    String cookie = visitor.cookie();
    HttpResponse<String> answer = visitor.post("/logout", Map.of("csrf", visitor.csrf()));

    assertThat(answer.headers().firstValue("Location")).contains("/login");
    visitor.useCookie(cookie);
    assertThat(visitor.get("/dashboard").statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE organization_users SET status = 'suspended' WHERE email = :email",
    "UPDATE organizations SET status = 'suspended' WHERE id = (SELECT organization_id FROM organization_users WHERE email = :email)"
  })
  void whoeverIsNoLongerActiveIsOutAtOnce(String sql) throws Exception {
    String email = "leaver-" + sql.length() + "@example.org";
    fleet.user(fleet.organization("org of " + email), email, "owner");
    Visitor visitor = Visitor.signedIn(central.port(), email);
    database.jdbi().useHandle(h -> h.createUpdate(sql).bind("email", email).execute());

    assertThat(visitor.get("/api/v1/latest").statusCode()).isEqualTo(401);
  }

  @Test
  void whoeverIsNotSignedInComesBackToWhereTheyWanted() throws Exception {
    HttpResponse<String> answer = new Visitor(central.port()).get("/dashboard?site=7");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/login?next=%2Fdashboard%3Fsite%3D7");
  }

  private void pass(Duration duration) {
    time.updateAndGet(now -> now.plus(duration));
  }

  private void update(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private static long fastest(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
