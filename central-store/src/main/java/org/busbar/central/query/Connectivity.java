package org.busbar.central.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How well a site is connected: derived from when it was last seen, never stored. */
public enum Connectivity {
  /** Data arrived within the last 10 minutes. */
  ONLINE,
  /** Data arrived within the last 30 minutes. */
  DELAYED,
  /** The last data arrived longer ago. */
  OFFLINE,
  /** Data never arrived. */
  UNKNOWN;

  static final Duration ONLINE_WITHIN = Duration.ofMinutes(10);
  static final Duration DELAYED_WITHIN = Duration.ofMinutes(30);

  /** Connectivity at {@code now} of a site last seen at {@code lastSeen} (null = never). */
  public static Connectivity of(@Nullable Instant lastSeen, Instant now) {
    if (lastSeen == null) {
      return UNKNOWN;
    }
    Duration silence = Duration.between(lastSeen, now);
    if (silence.compareTo(ONLINE_WITHIN) <= 0) {
      return ONLINE;
    }
    return silence.compareTo(DELAYED_WITHIN) <= 0 ? DELAYED : OFFLINE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
