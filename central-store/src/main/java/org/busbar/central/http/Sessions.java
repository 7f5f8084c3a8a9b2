package org.busbar.central.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.busbar.central.db.Sql;
import org.busbar.central.query.Access;
import org.busbar.central.query.Role;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in: random 256-bit tokens of which only the SHA-256 is stored; gone after 30
 * minutes without use or 12 hours after sign-in, and at once when the user or the organization is
 * no longer active.
 */
final class Sessions {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
  private static final int TOKEN_BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Jdbi jdbi;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Signs the user in; answers the new token, which is nowhere else. */
  String create(long userId) {
    String token = newToken();
    Instant now = clock.instant();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("commands/session_create"))
                .bind("token_hash", hash(token))
                .bind("user_id", userId)
                .bind("csrf_token", newToken())
                .bind("now", utc(now))
                .bind("expires_at", utc(now.plus(LONGEST)))
                .execute());
    return token;
  }

  /** The session of a request, which counts as use. */
  Optional<Session> use(@Nullable String token) {
    return find(token, true);
  }

  /** The session as it is by now, without counting as use. */
  Optional<Session> look(@Nullable String token) {
    return find(token, false);
  }

  /** Ends the session; harmless when there is none. */
  void end(String token) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("commands/session_delete"))
                .bind("token_hash", hash(token))
                .bind("now", utc(clock.instant()))
                .execute());
  }

  private Optional<Session> find(@Nullable String token, boolean use) {
    if (token == null || !TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return jdbi.withHandle(
        handle -> {
          Optional<Found> found =
              handle
                  .createQuery(Sql.load("commands/session_find"))
                  .bind("token_hash", hash(token))
                  .bind("now", utc(now))
                  .bind("idle_since", utc(now.minus(IDLE)))
                  .map((row, ctx) -> found(token, row))
                  .findOne();
          if (use && found.isPresent() && found.get().usedAt.isBefore(now.minus(TOUCH_EVERY))) {
            handle
                .createUpdate(Sql.load("commands/session_touch"))
                .bind("token_hash", hash(token))
                .bind("now", utc(now))
                .execute();
          }
          return found.flatMap(Found::session);
        });
  }

  private record Found(Optional<Session> session, Instant usedAt) {}

  private static Found found(String token, ResultSet row) throws SQLException {
    Instant usedAt = row.getObject("last_used_at", OffsetDateTime.class).toInstant();
    Optional<Role> role = Role.of(row.getString("role"));
    if (role.isEmpty()) {
      return new Found(Optional.empty(), usedAt);
    }
    Access.Member member =
        new Access.Member(
            row.getLong("user_id"),
            row.getLong("organization_id"),
            row.getString("email"),
            role.get());
    Access access =
        Access.of(member, json(row.getString("permissions")), json(row.getString("site_access")));
    Session session =
        new Session(token, row.getString("csrf_token"), row.getString("organization_name"), access);
    return new Found(Optional.of(session), usedAt);
  }

  private static JsonNode json(@Nullable String text) {
    if (text == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a jsonb column holds no JSON", e);
    }
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
