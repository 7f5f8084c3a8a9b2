package org.busbar.central.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 has it: nothing of the inside gets out with it.
 *
 * @param status HTTP status, 400 to 599
 * @param code the last part of the type, such as {@code batch-digest-mismatch}
 * @param title what kind of refusal, the same for every occurrence
 * @param detail what was wrong this time and what to do
 * @param retryable whether the same request may succeed later
 * @param retryAfter whole seconds to wait before, 1 s or more; null = not said
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    boolean retryable,
    @Nullable Duration retryAfter) {

  /** Every type starts with this; a client tells our refusals from those of a proxy by it. */
  public static final String TYPES = "https://busbar.dev/problems/";

  /** Media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("A problem cannot have status " + status);
    }
  }

  /** A refusal of this very request: sending it again does not help. */
  public static Problem refused(int status, String code, String detail) {
    return new Problem(status, code, title(code), detail, false, null);
  }

  /** A refusal that may pass with time. */
  public static Problem later(int status, String code, String detail, Duration retryAfter) {
    return new Problem(status, code, title(code), detail, true, retryAfter);
  }

  /** A fault of the server; the trace id leads to its log. */
  public static Problem internal(String traceId) {
    return new Problem(
        500,
        "internal",
        "Internal error",
        "The server failed on this request; its log holds the cause under trace id " + traceId,
        true,
        null);
  }

  /** Answers the request with this problem. */
  public void write(Context ctx) {
    ctx.status(status);
    if (retryAfter != null) {
      ctx.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    ctx.result(json()).contentType(MEDIA_TYPE);
  }

  private String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", TYPES + code);
    node.put("title", title);
    node.put("status", status);
    node.put("detail", detail);
    node.put("code", code);
    node.put("retryable", retryable);
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem of plain text cannot be written", e);
    }
  }

  private static String title(String code) {
    String words = code.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
