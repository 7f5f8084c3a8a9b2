package org.busbar.poller.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is, never the secret: it is fetched when it is used and printed nowhere.
 *
 * @param reference {@code ${env:NAME}} or {@code ${file:PATH}}
 * @param folder that a relative path starts from
 */
public record Secret(String reference, Path folder) {
  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^{}]+)}");

  public Secret {
    if (!isReference(reference)) {
      throw new IllegalArgumentException("a secret stands where a reference to it belongs");
    }
  }

  static boolean isReference(String text) {
    return FORM.matcher(text).matches();
  }

  /** The secret is not where the reference says. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }

  /** Fetches the secret, without white space around it. */
  public String reveal(Map<String, String> environment) throws Missing {
    Matcher form = FORM.matcher(reference);
    if (!form.matches()) {
      throw new IllegalStateException("checked on construction");
    }
    String place = form.group(2);
    String secret = form.group(1).equals("env") ? environment.get(place) : content(place);
    if (secret == null || secret.isBlank()) {
      throw new Missing(
          "the site key is not in " + reference + "; create it in the centre and put it there");
    }
    return secret.strip();
  }

  private String content(String place) throws Missing {
    try {
      return Files.readString(folder.resolve(place));
    } catch (IOException e) {
      throw new Missing("the site key cannot be read from " + reference + ": " + e);
    }
  }
}
