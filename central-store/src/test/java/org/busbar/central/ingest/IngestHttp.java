package org.busbar.central.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPOutputStream;
import org.busbar.central.Central;
import org.busbar.central.ServerConfig;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;

/** A running server, one site with its key, and requests to it over real sockets. */
final class IngestHttp implements AutoCloseable {
  static final Instant NOW = TestDatabase.NOW;

  private static final ObjectMapper JSON = new ObjectMapper();

  final Database database;
  final TestData data;
  final long organization;
  final long site;
  final String key;
  private final Central central;
  private final HttpClient client = HttpClient.newHttpClient();

  IngestHttp(Database database) {
    this(database, ServerConfig.loopback());
  }

  IngestHttp(Database database, ServerConfig config) {
    this(database, config, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  IngestHttp(Database database, ServerConfig config, Clock clock) {
    this.database = database;
    this.data = new TestData(database);
    this.organization = data.organization();
    this.site = data.site(organization);
    this.key = data.key(site);
    this.central = Central.start(config, database, clock);
  }

  int port() {
    return central.port();
  }

  /** A new outbox id. */
  static String outbox() {
    return "%016x%016x"
        .formatted(ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());
  }

  /** A batch with one measure, batteryVoltage, of these readings. */
  static String batch(String outbox, long number, String... readings) {
    return "{\"outboxId\":\"%s\",\"batch\":%d,\"measures\":[\"batteryVoltage\"],\"readings\":[%s]}"
        .formatted(outbox, number, String.join(",", readings));
  }

  /** A reading of batteryVoltage, so many seconds after {@link #NOW}. */
  static String reading(long seq, long seconds, double volts) {
    return "{\"seq\":%d,\"t\":%d,\"v\":[%s]}"
        .formatted(seq, NOW.plusSeconds(seconds).toEpochMilli(), volts);
  }

  Answer send(String body) {
    return send(body.getBytes(StandardCharsets.UTF_8), "identity", key);
  }

  Answer send(byte[] body, String encoding, String withKey) {
    return post("/api/v1/batches", body, encoding, withKey);
  }

  Answer telemetry(String body, String withKey) {
    return post("/api/telemetry", body.getBytes(StandardCharsets.UTF_8), "identity", withKey);
  }

  Answer post(String path, byte[] body, String encoding, String withKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!withKey.isEmpty()) {
      request.header("Authorization", "Bearer " + withKey);
    }
    return exchange(request.build());
  }

  Answer get(String path) {
    return exchange(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).GET().build());
  }

  private Answer exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Retry-After").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String table) {
    return number("SELECT count(*) FROM " + table + " WHERE site_id = " + site);
  }

  long number(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  String text(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).one());
  }

  static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    central.close();
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   */
  record Answer(int status, String type, String retryAfter, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
