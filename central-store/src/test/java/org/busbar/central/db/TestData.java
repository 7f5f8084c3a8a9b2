package org.busbar.central.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows that tests need: organizations, sites, keys and users, each with its own name. */
public final class TestData {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Database database;

  public TestData(Database database) {
    this.database = database;
  }

  /** A new organization; answers its id. */
  public long organization() {
    String name = "org-" + COUNTER.incrementAndGet();
    return insert(
        "INSERT INTO organizations (name, slug, country) VALUES (?, ?, 'DE') RETURNING id",
        name,
        name);
  }

  /** A new site in Europe/Berlin; answers its id. */
  public long site(long organizationId) {
    return site(organizationId, "Europe/Berlin");
  }

  /** A new site in the time zone; answers its id. */
  public long site(long organizationId, String timezone) {
    String name = "site-" + COUNTER.incrementAndGet();
    return insert(
        "INSERT INTO sites (organization_id, name, slug, country, timezone)"
            + " VALUES (?, ?, ?, 'DE', ?) RETURNING id",
        organizationId,
        name,
        name,
        timezone);
  }

  /** A new key of the site; answers the whole key, {@code busbar_<keyId>_<secret>}. */
  public String key(long siteId) {
    String keyId = String.format(Locale.ROOT, "Key%09d", COUNTER.incrementAndGet());
    String secret = String.format(Locale.ROOT, "Secret%037d", COUNTER.incrementAndGet());
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO identity.site_keys (key_id, site_id, secret_hash, label)"
                        + " VALUES (?, ?, ?, 'test')",
                    keyId,
                    siteId,
                    sha256(secret)));
    return "busbar_" + keyId + "_" + secret;
  }

  /** A new active user of the organization with the role; answers its id. */
  public long user(long organizationId, String role) {
    String email = "user-" + COUNTER.incrementAndGet() + "@example.org";
    return insert(
        "INSERT INTO organization_users (organization_id, auth_subject, email, role, status)"
            + " VALUES (?, ?, ?, ?, 'active') RETURNING id",
        organizationId,
        email,
        email,
        role);
  }

  private long insert(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              var query = handle.createQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
              }
              return query.mapTo(Long.class).one();
            });
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
