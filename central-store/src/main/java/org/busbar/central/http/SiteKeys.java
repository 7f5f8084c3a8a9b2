package org.busbar.central.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the keys of sites, {@code Authorization: Bearer busbar_<keyId>_<secret>}. The store holds
 * only the SHA-256 of a secret; a key is looked up again after 30 s, so that a revoked one is
 * refused within a minute.
 */
public final class SiteKeys {
  private static final Pattern HEADER =
      Pattern.compile("[Bb]earer +busbar_([0-9A-Za-z]{12})_([0-9A-Za-z]{43})");
  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final int MAX_CACHED = 100_000;

  /** Wrong keys that one address may send in a minute before it is told to wait. */
  private static final int MAX_FAILURES = 60;

  /** As long as a hash, so that a key that is not there takes as long as a wrong one. */
  private static final String NO_HASH = "-".repeat(64);

  private final Jdbi jdbi;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, Cached> cache = bounded(MAX_CACHED);
  private final Map<String, Failures> failures = bounded(10_000);

  public SiteKeys(Jdbi jdbi, Clock clock, LongSupplier nanos) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** What a request's key is worth. */
  public sealed interface Check {
    /** The key of this site. */
    record Accepted(long siteId) implements Check {}

    /** No key, not one of ours, revoked, or expired: which of them is not told. */
    record Refused() implements Check {}

    /** Too many wrong keys from this address. */
    record TooMany(Duration pause) implements Check {}

    /** The database cannot be asked. */
    record Unknown() implements Check {}
  }

  /** A key as the database has it; site 0 = there is none. */
  private record Cached(long siteId, String hash, long loadedAt) {}

  private record Failures(int count, long since) {}

  /**
   * Checks the header of a request.
   *
   * @param address where it came from; wrong keys are counted by it
   */
  public Check check(@Nullable String authorization, String address) {
    Matcher key = HEADER.matcher(authorization == null ? "" : authorization.strip());
    if (!key.matches()) {
      return refused(address);
    }
    Optional<Cached> known = cached(key.group(1));
    if (known.isEmpty()) {
      if (failing(address)) {
        return new Check.TooMany(Duration.ofMinutes(1));
      }
      try {
        known = Optional.of(load(key.group(1)));
      } catch (JdbiException e) {
        return new Check.Unknown();
      }
    }
    boolean equal = MessageDigest.isEqual(bytes(sha256(key.group(2))), bytes(known.get().hash()));
    return equal && known.get().siteId() != 0
        ? new Check.Accepted(known.get().siteId())
        : refused(address);
  }

  private Optional<Cached> cached(String keyId) {
    synchronized (cache) {
      return Optional.ofNullable(cache.get(keyId))
          .filter(key -> nanos.getAsLong() - key.loadedAt() < LIFE.toNanos());
    }
  }

  private Cached load(String keyId) {
    Cached loaded =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("queries/site_key"))
                    .bind("key_id", keyId)
                    .bind("now", clock.instant())
                    .map(
                        (row, context) ->
                            new Cached(
                                row.getLong("site_id"),
                                row.getString("secret_hash"),
                                nanos.getAsLong()))
                    .findOne()
                    .orElseGet(() -> new Cached(0, NO_HASH, nanos.getAsLong())));
    synchronized (cache) {
      cache.put(keyId, loaded);
    }
    return loaded;
  }

  private Check refused(String address) {
    synchronized (failures) {
      Failures now = recent(address);
      failures.put(address, new Failures(now.count() + 1, now.since()));
    }
    return failing(address) ? new Check.TooMany(Duration.ofMinutes(1)) : new Check.Refused();
  }

  private boolean failing(String address) {
    synchronized (failures) {
      return recent(address).count() > MAX_FAILURES;
    }
  }

  /** Failures of the minute that runs. */
  private Failures recent(String address) {
    long time = nanos.getAsLong();
    Failures none = new Failures(0, time);
    Failures now = failures.getOrDefault(address, none);
    return time - now.since() > Duration.ofMinutes(1).toNanos() ? none : now;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(secret)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A map that forgets what was used longest ago. */
  private static <V> Map<String, V> bounded(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }
}
