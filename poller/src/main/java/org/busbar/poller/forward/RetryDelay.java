package org.busbar.poller.forward;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait after a failure: as told, or exponentially with full jitter. */
final class RetryDelay {
  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 300_000;
  private static final Duration MOST_TOLD = Duration.ofHours(1);

  private final RandomGenerator random;
  private int failures;

  RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  void reset() {
    failures = 0;
  }

  /** Between 0 and 1 s, 2 s, 4 s … 5 min. Never exactly 0, so that nobody spins. */
  Duration next() {
    long ceiling = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(1 + random.nextLong(ceiling));
  }

  /** As told by Retry-After, at most an hour, plus up to 20 %; if not told, exponential. */
  Duration told(HttpHeaders headers) {
    Optional<Duration> told = headers.firstValue("Retry-After").flatMap(v -> parse(v, headers));
    if (told.isEmpty()) {
      return next();
    }
    long millis = Math.max(0, Math.min(told.get().toMillis(), MOST_TOLD.toMillis()));
    return Duration.ofMillis(millis + random.nextLong(millis / 5 + 1));
  }

  /** A key that is refused is asked again slowly: 5 min, and up to 20 % more. */
  Duration slow() {
    return Duration.ofMillis(MOST_MILLIS + random.nextLong(MOST_MILLIS / 5));
  }

  private static Optional<Duration> parse(String value, HttpHeaders headers) {
    String text = value.strip();
    try {
      if (text.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      // Against the answer's own Date: this machine's clock may be wrong.
      Optional<String> sent = headers.firstValue("Date");
      return sent.map(date -> Duration.between(httpDate(date), httpDate(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime httpDate(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
