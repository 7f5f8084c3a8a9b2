package org.busbar.central.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** Makes keys of sites and writes each to a file that only its owner can read. */
final class KeyFiles {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern KEY = Pattern.compile("busbar_([0-9A-Za-z]{12})_([0-9A-Za-z]{43})");
  private static final int KEY_ID_LENGTH = 12;

  /** 43 characters of 62 hold 256 bits. */
  private static final int SECRET_LENGTH = 43;

  private final Jdbi jdbi;
  private final Clock clock;
  private final SecureRandom random;

  KeyFiles(Jdbi jdbi, Clock clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Sees that {@code <directory>/<slug>.key} holds a key that the store accepts.
   *
   * @return whether a new one was made
   */
  boolean ensure(Path directory, SeededSite site) throws IOException {
    Path file = directory.resolve(site.slug() + ".key");
    if (Files.exists(file) && accepted(site, Files.readString(file).strip())) {
      return false;
    }
    String keyId = word(KEY_ID_LENGTH);
    String secret = word(SECRET_LENGTH);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(Sql.load("commands/seed_site_key"))
                .bind("key_id", keyId)
                .bind("site_id", site.id())
                .bind("secret_hash", sha256(secret))
                .bind("now", clock.instant())
                .execute());
    write(file, "busbar_" + keyId + "_" + secret + "\n");
    return true;
  }

  /** A file may be left from a database that is gone. */
  private boolean accepted(SeededSite site, String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      return false;
    }
    Optional<StoredKey> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(Sql.load("queries/site_key"))
                    .bind("key_id", parts.group(1))
                    .bind("now", clock.instant())
                    .map(
                        (row, context) ->
                            new StoredKey(row.getLong("site_id"), row.getString("secret_hash")))
                    .findOne());
    return stored.equals(Optional.of(new StoredKey(site.id(), sha256(parts.group(2)))));
  }

  private record StoredKey(long siteId, String hash) {}

  private String word(int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  /**
   * Written beside and moved, so that the file is never half a key and never readable by others.
   */
  private static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    if (windows()) {
      Files.createFile(part);
    } else {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean windows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private static String sha256(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
