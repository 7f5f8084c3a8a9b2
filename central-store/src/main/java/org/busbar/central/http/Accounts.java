package org.busbar.central.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Local accounts: e-mail address and password. Every try is counted by account, by address and by
 * both before the password is looked at; unknown accounts are counted and hashed like known ones.
 */
final class Accounts {
  static final Duration WINDOW = Duration.ofMinutes(15);

  private static final int TRIES_BOTH = 10;
  private static final int TRIES_ACCOUNT = 50;
  private static final int TRIES_ADDRESS = 100;
  private static final int LONGEST_EMAIL = 254;

  private final Jdbi jdbi;
  private final Passwords passwords;
  private final Clock clock;

  Accounts(Jdbi jdbi, Passwords passwords, Clock clock) {
    this.jdbi = jdbi;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** How a sign-in went. */
  sealed interface Outcome {
    /**
     * The password is right and the user may act.
     *
     * @param userId id in {@code organization_users}
     */
    record Welcome(long userId) implements Outcome {}

    /** Account or password is wrong, or the user is not active: which, nobody is told. */
    record Refused() implements Outcome {}

    /** Too many tries for this account or from this address. */
    record TooMany() implements Outcome {}
  }

  /** Tries to sign in from the network address {@code address}. */
  Outcome signIn(String email, String password, String address) {
    String account = email.strip().toLowerCase(Locale.ROOT);
    List<String> scopes =
        List.of(
            scope("both", account + "\n" + address),
            scope("account", account),
            scope("address", address));
    if (!allowed(scopes)) {
      return new Outcome.TooMany();
    }
    Optional<Account> found = account.length() > LONGEST_EMAIL ? Optional.empty() : find(account);
    boolean right = passwords.check(password, found.map(Account::passwordHash));
    if (right && found.isPresent() && found.get().userId() != null) {
      // The address keeps its count: an account of one's own must not open the way to others.
      forget(scopes.subList(0, 2));
      return new Outcome.Welcome(found.get().userId());
    }
    return new Outcome.Refused();
  }

  private record Account(String passwordHash, @Nullable Long userId) {}

  private Optional<Account> find(String email) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Sql.load("commands/account_find"))
                .bind("email", email)
                .map((row, ctx) -> new Account(row.getString(1), row.getObject(2, Long.class)))
                .findOne());
  }

  private boolean allowed(List<String> scopes) {
    Instant now = clock.instant();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Sql.load("commands/sign_in_attempt"))
                .bindArray("scopes", String.class, scopes)
                .bindArray("limits", Integer.class, TRIES_BOTH, TRIES_ACCOUNT, TRIES_ADDRESS)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("window_start", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one());
  }

  private void forget(List<String> scopes) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("commands/sign_in_succeeded"))
                .bindArray("scopes", String.class, scopes)
                .bind("window_start", clock.instant().minus(WINDOW).atOffset(ZoneOffset.UTC))
                .execute());
  }

  private static String scope(String kind, String of) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest((kind + "\n" + of).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
