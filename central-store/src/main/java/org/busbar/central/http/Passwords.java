package org.busbar.central.http;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
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
  private static final Pattern PARAMETERS =
      Pattern.compile("^\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$");

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final String nobodysHash = hash("nobody has this password");

  /** The encoded hash of {@code password} with a new salt, to be stored. */
  public static String hash(String password) {
    String encoded = Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult();
    // The library writes the name in the default locale: a Turkish server would store "argon2ıd".
    return "$argon2id" + encoded.substring(encoded.indexOf("$v="));
  }

  /**
   * Whether {@code password} is the one of {@code hash}. An absent hash costs the same time, so
   * that an answer does not tell whether an account exists.
   */
  public boolean check(String password, Optional<String> hash) {
    places.acquireUninterruptibly();
    try {
      String encoded = hash.orElse(nobodysHash);
      boolean right =
          password.length() <= LONGEST
              && Password.check(password, encoded)
                  .with(functionOf(encoded));
      return right && hash.isPresent();
    } finally {
      places.release();
    }
  }

  private static Argon2Function functionOf(String encoded) {
    Matcher parameters = PARAMETERS.matcher(encoded);
    if (!parameters.find()) {
      throw new IllegalStateException("a stored password hash is not argon2id");
    }
    return Argon2Function.getInstance(
        Integer.parseInt(parameters.group(1)),
        Integer.parseInt(parameters.group(2)),
        Integer.parseInt(parameters.group(3)),
        HASH_BYTES,
        Argon2.ID);
  }

  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }
}
