package org.busbar.central.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.busbar.central.query.Access;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in browser.
 *
 * @param token the cookie's value
 * @param csrfToken what forms and scripts must send along
 * @param organization name of the organization, text of strangers: escape it
 * @param access what the person may see and do
 */
record Session(String token, String csrfToken, String organization, Access access) {

  /** Whether {@code offered} is this session's CSRF token, in constant time. */
  boolean hasCsrfToken(@Nullable String offered) {
    return offered != null
        && MessageDigest.isEqual(
            csrfToken.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Session of user " + access.userId();
  }
}
