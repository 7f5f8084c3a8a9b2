package org.busbar.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Sends batches to the centre: POST /api/v1/batches. Thread-safe. */
final class FleetClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long MAX_RETRY_SECONDS = 60;
  private static final int SHOWN = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI target;
  private final boolean gzip;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  FleetClient(URI centre, boolean gzip) {
    String base = centre.toString();
    this.target = URI.create((base.endsWith("/") ? base : base + "/")).resolve("api/v1/batches");
    this.gzip = gzip;
  }

  FleetAnswer send(FleetSite site, FleetSite.Batch batch) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + site.key())
            .header("Content-Type", "application/vnd.busbar.batch.v1+json");
    if (gzip) {
      request.header("Content-Encoding", "gzip");
    }
    byte[] plain = batch.body().getBytes(StandardCharsets.UTF_8);
    byte[] body = gzip ? gzipped(plain) : plain;
    request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return answer(response, site, batch);
    } catch (IOException e) {
      return new FleetAnswer.Unreachable(target + ": " + e);
    }
  }

  private FleetAnswer answer(HttpResponse<byte[]> response, FleetSite site, FleetSite.Batch batch) {
    int status = response.statusCode();
    String text = new String(response.body(), StandardCharsets.UTF_8);
    String why =
        target + " answered " + status + ": " + text.substring(0, Math.min(SHOWN, text.length()));
    if (status == 200) {
      return receipt(text, site, batch);
    }
    if (status == 401 || status == 403) {
      return new FleetAnswer.Unauthorized(why + " (site " + site.name() + ")");
    }
    if (status == 429 || status >= 500) {
      return new FleetAnswer.Later(why, retryAfter(response));
    }
    return new FleetAnswer.Refused(why);
  }

  private FleetAnswer receipt(String text, FleetSite site, FleetSite.Batch batch) {
    JsonNode receipt;
    try {
      receipt = JSON.readTree(text);
    } catch (IOException e) {
      return new FleetAnswer.Refused(target + " answered 200 without a receipt: " + e);
    }
    if (!receipt.path("outboxId").asText().equals(site.outboxId())
        || receipt.path("batch").asLong() != batch.number()) {
      return new FleetAnswer.Refused(target + " answered 200 with the receipt of another batch");
    }
    Map<String, Long> rejected = new TreeMap<>();
    receipt
        .path("rejected")
        .forEach(item -> rejected.merge(item.path("code").asText("unknown"), 1L, Long::sum));
    return new FleetAnswer.Receipt(
        receipt.path("accepted").asLong(),
        receipt.path("duplicate").asLong(),
        receipt.path("conflict").asLong(),
        rejected);
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    String header = response.headers().firstValue("Retry-After").orElse("1");
    try {
      return Duration.ofSeconds(Math.max(0, Math.min(MAX_RETRY_SECONDS, Long.parseLong(header))));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }

  private static byte[] gzipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory could not be written", e);
    }
    return bytes.toByteArray();
  }
}
