package org.busbar.central.admin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.busbar.central.db.Sql;
import org.busbar.central.rollups.Rollups;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes the development data; whatever is there stays as it is. */
final class Seed {
  static final List<String> ROLES = List.of("owner", "operator", "viewer");

  private static final Duration ROLLUP_LIMIT = Duration.ofMinutes(30);
  private static final Duration STEP = Duration.ofDays(5);

  private final Jdbi jdbi;
  private final Clock clock;

  Seed(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The organization, its sites and their equipment; answers how many of each were made. */
  int[] places() {
    return jdbi.inTransaction(
        handle ->
            new int[] {
              handle.createUpdate(Sql.load("commands/seed_organization")).execute(),
              handle.createUpdate(Sql.load("commands/seed_sites")).execute(),
              handle.createUpdate(Sql.load("commands/seed_equipment")).execute()
            });
  }

  /** The e-mail address of the user of a role. */
  static String email(String role) {
    return role + "@example.org";
  }

  /** One local account and user of each role; answers the addresses of the new accounts. */
  List<String> accounts(String password) {
    List<String> made = new ArrayList<>();
    for (String role : ROLES) {
      String hash = hash(password);
      jdbi.useTransaction(
          handle -> {
            int account =
                handle
                    .createUpdate(Sql.load("commands/seed_account"))
                    .bind("email", email(role))
                    .bind("password_hash", hash)
                    .execute();
            handle
                .createUpdate(Sql.load("commands/seed_user"))
                .bind("email", email(role))
                .bind("role", role)
                .bind("now", clock.instant())
                .execute();
            if (account > 0) {
              made.add(email(role));
            }
          });
    }
    return made;
  }

  /** Argon2id: 19 MiB, 2 passes, 1 lane. */
  private static String hash(String password) {
    String encoded =
        Password.hash(password)
            .addRandomSalt(16)
            .with(Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID))
            .getResult();
    // The library lowers the name of the variant by the default locale: in Turkish to argon2ıd.
    return encoded.replace("$argon2ıd$", "$argon2id$");
  }

  List<SeededSite> sites() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Sql.load("commands/seeded_sites"))
                .map(
                    (row, context) -> {
                      Timestamp first = row.getTimestamp("first_reading");
                      return new SeededSite(
                          row.getLong("site_id"),
                          row.getString("slug"),
                          first == null ? null : first.toInstant());
                    })
                .list());
  }

  /**
   * Makes a site's readings before its first one, so that nothing is ever invented among or after
   * real readings.
   *
   * @param days how far back from now, 0 or more
   * @return how many readings were made
   */
  int history(SeededSite site, int days) {
    Instant now = clock.instant();
    Instant end = now.truncatedTo(ChronoUnit.MINUTES);
    Instant since = end.minus(days, ChronoUnit.DAYS);
    Instant first = site.firstReading();
    Instant until = first == null || first.isAfter(end) ? end : first;
    int made = 0;
    for (Instant from = since; from.isBefore(until); from = from.plus(STEP)) {
      Instant to = from.plus(STEP).isBefore(until) ? from.plus(STEP) : until;
      made += step(site.id(), from, to);
    }
    return made;
  }

  private int step(long siteId, Instant from, Instant to) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createQuery(Sql.load("commands/seed_partitions"))
              .bind("since", from)
              .bind("until", to)
              .mapTo(Integer.class)
              .one();
          int made = update(handle, "commands/seed_history", siteId, from, to);
          if (made > 0) {
            update(handle, "commands/seed_marks", siteId, from, to);
            handle
                .createUpdate(Sql.load("commands/seed_latest"))
                .bind("site_id", siteId)
                .bind("since", from)
                .bind("now", clock.instant())
                .execute();
          }
          return made;
        });
  }

  private int update(Handle handle, String sql, long siteId, Instant from, Instant to) {
    return handle
        .createUpdate(Sql.load(sql))
        .bind("site_id", siteId)
        .bind("since", from)
        .bind("until", to)
        .bind("now", clock.instant())
        .execute();
  }

  /** Rolls up what was marked; answers the hours and the days. */
  int[] rollUp() {
    Rollups rollups = new Rollups(jdbi, clock, Rollups.BUCKET_LIMIT);
    return new int[] {
      rollups.drainHours(ROLLUP_LIMIT).buckets(), rollups.drainDays(ROLLUP_LIMIT).buckets()
    };
  }
}
