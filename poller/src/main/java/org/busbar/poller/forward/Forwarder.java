package org.busbar.poller.forward;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.busbar.poller.outbox.ReadingBatch;
import org.busbar.poller.outbox.Reject;

/**
 * Sends a batch to the centre and judges the answer. Only a receipt of exactly this batch
 * acknowledges it, only the centre's own refusal sets it aside; whatever else happens keeps it. One
 * thread.
 */
public final class Forwarder {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .build();
  private final URI batches;
  private final String key;
  private final Duration deadline;
  private final RetryDelay delay;
  private boolean compress = true;

  /**
   * A forwarder to one centre.
   *
   * @param centre its base address, http or https
   * @param key the site key, sent as a bearer token and nowhere else
   * @param deadline of a whole exchange, from connecting to the last byte of the answer
   * @param random for the jitter of retries
   */
  public Forwarder(URI centre, String key, Duration deadline, RandomGenerator random) {
    this.batches = URI.create(centre.toString().replaceAll("/+$", "") + "/api/v1/batches");
    this.key = key;
    this.deadline = deadline;
    this.delay = new RetryDelay(random);
  }

  /** One attempt. A connection that broke before any answer is tried once more at once. */
  public Delivery sendOnce(ReadingBatch batch) throws InterruptedException {
    try {
      return judge(batch, exchange(batch));
    } catch (IOException stale) {
      // A pooled connection may have died unseen; only a fresh one tells.
      try {
        return judge(batch, exchange(batch));
      } catch (IOException e) {
        return new Delivery.RetryLater(delay.next(), "the centre cannot be reached: " + e, false);
      } catch (TimeoutException e) {
        return tooSlow();
      }
    } catch (TimeoutException e) {
      return tooSlow();
    }
  }

  private Delivery tooSlow() {
    String reason = "no whole answer within " + deadline.toSeconds() + " s";
    return new Delivery.RetryLater(delay.next(), reason, false);
  }

  private Answer exchange(ReadingBatch batch)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request(batch), head -> new BoundedBody());
    try {
      HttpResponse<byte[]> response = exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      // Also after the deadline and on interrupt: the connection must not linger.
      exchange.cancel(true);
    }
  }

  private HttpRequest request(ReadingBatch batch) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(batches)
            .timeout(deadline)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/vnd.busbar.batch.v1+json")
            .header("Accept", "application/vnd.busbar.receipt.v1+json, application/problem+json");
    if (compress) {
      request.header("Content-Encoding", "gzip");
    }
    byte[] wire = compress ? gzip(batch.body()) : batch.body();
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(wire)).build();
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 6 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return packed.toByteArray();
  }

  private Delivery judge(ReadingBatch batch, Answer answer) {
    Optional<List<Reject>> receipt = answer.receiptOf(batch);
    if (receipt.isPresent()) {
      delay.reset();
      return new Delivery.Accepted(receipt.get());
    }
    Optional<String> problem = answer.authenticProblem();
    return switch (answer.status()) {
      case 400, 409, 422 ->
          problem.<Delivery>map(p -> refused(answer.status() + " " + p)).orElse(foreign(answer));
      case 413 -> problem.<Delivery>map(p -> split()).orElse(foreign(answer));
      case 415 -> uncompressed(answer);
      case 401, 403 ->
          new Delivery.RetryLater(
              delay.slow(),
              "the centre refuses the site key ("
                  + answer.status()
                  + "): readings are kept; put a valid key where central.key points",
              true);
      case 429, 500, 502, 503, 504 ->
          new Delivery.RetryLater(
              delay.told(answer.headers()), "the centre answers " + answer.status(), false);
      default -> foreign(answer);
    };
  }

  private Delivery refused(String reason) {
    delay.reset();
    return new Delivery.Refused(reason);
  }

  private Delivery split() {
    delay.reset();
    return new Delivery.SplitNeeded();
  }

  private Delivery uncompressed(Answer answer) {
    boolean first = compress;
    compress = false;
    return first
        ? new Delivery.RetryLater(Duration.ofMillis(1), "the centre takes no gzip", false)
        : foreign(answer);
  }

  private Delivery foreign(Answer answer) {
    return new Delivery.RetryLater(
        delay.told(answer.headers()),
        "an answer that is no receipt of the centre: "
            + answer.status()
            + " "
            + (answer.mediaType().isEmpty() ? "without a media type" : answer.mediaType())
            + "; is a portal or proxy between, or central.url wrong?",
        true);
  }
}
