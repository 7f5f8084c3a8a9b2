package org.busbar.central.ingest;

import java.time.Duration;
import org.busbar.central.http.Problem;
import org.busbar.central.http.SiteKeys;

/** Problems of requests whose key was not accepted. */
final class KeyProblems {
  private KeyProblems() {}

  static Problem of(SiteKeys.Check check) {
    if (check instanceof SiteKeys.Check.TooMany many) {
      return Problem.later(
          429, "too-many-wrong-keys", "Too many wrong keys came from this address", many.pause());
    }
    if (check instanceof SiteKeys.Check.Unknown) {
      return Problem.later(
          503, "unavailable", "The key cannot be checked at the moment", Duration.ofSeconds(5));
    }
    return Problem.refused(
        401,
        "unauthorized",
        "The request needs the key of a site: Authorization: Bearer busbar_<keyId>_<secret>");
  }
}
