package org.busbar.central.http;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes passwords with argon2id (19 MiB, 2 passes, 1 lane: the first choice of the OWASP password
 * storage cheat sheet) and checks them; at most four at once, since each takes 19 MiB.
 */
public final class Passwords {
  /** Longest password in characters; longer ones are refused, not cut. */
  public static final int LONGEST = 256;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 4;
  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$[A-Za-z0-9+/]+");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final String nobodysHash = hash("nobody has this password");

  /** The encoded hash of {@code password} with a new salt, to be stored. */
  public static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return encode(
        password,
        salt,
        Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID));
  }

  /**
   * Whether {@code password} is the one of {@code hash}. An absent hash costs the same time, so
   * that an answer does not tell whether an account exists.
   */
  public boolean check(String password, Optional<String> hash) {
    places.acquireUninterruptibly();
    try {
      String encoded = hash.orElse(nobodysHash);
      boolean right = password.length() <= LONGEST && matches(password, encoded);
      return right && hash.isPresent();
    } finally {
      places.release();
    }
  }

  private static boolean matches(String password, String encoded) {
    Matcher parts = ENCODED.matcher(encoded);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash is not argon2id");
    }
    Argon2Function function =
        Argon2Function.getInstance(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            HASH_BYTES,
            Argon2.ID);
    String again = encode(password, Base64.getDecoder().decode(parts.group(4)), function);
    return MessageDigest.isEqual(
        again.getBytes(StandardCharsets.US_ASCII), encoded.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Not the library's own encoding and check: they write the algorithm's name in the default
   * locale, so that a Turkish server would store "argon2ıd" and nobody else could read it.
   */
  private static String encode(String password, byte[] salt, Argon2Function function) {
    String encoded = Password.hash(password).addSalt(salt).with(function).getResult();
    return "$argon2id" + encoded.substring(encoded.indexOf("$v="));
  }
}
