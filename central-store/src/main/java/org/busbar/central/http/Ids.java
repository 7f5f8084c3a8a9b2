package org.busbar.central.http;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids out of addresses. */
final class Ids {
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private Ids() {}

  /** A positive id, or empty for anything else. */
  static OptionalLong of(@Nullable String text) {
    return text != null && ID.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
