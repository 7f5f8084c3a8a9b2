package org.busbar.central.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.busbar.central.db.Database;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.busbar.points.Measure;
import org.jdbi.v3.core.statement.Update;

/**
 * The baseline: the server of the JDK, the body as a Jackson tree, one array insert for each
 * request. No keys, no ledger, no latest reading, no last seen, no hours to roll up, no checks.
 */
final class NaiveServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);

  NaiveServer(Database database) throws IOException {
    this.database = database;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/v1/batches", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      insert(JSON.readTree(exchange.getRequestBody()));
      byte[] answer = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void insert(JsonNode body) {
    JsonNode readings = body.path("readings");
    long[] instants = new long[readings.size()];
    float[][] values = new float[Measure.values().length][readings.size()];
    for (int row = 0; row < instants.length; row++) {
      JsonNode reading = readings.get(row);
      instants[row] = reading.path("t").longValue();
      for (int measure = 0; measure < values.length; measure++) {
        values[measure][row] = reading.path("v").path(measure).floatValue();
      }
    }
    database
        .jdbi()
        .useHandle(
            handle -> {
              Update update = handle.createUpdate(Sql.load("commands/bench/naive_insert"));
              update.bind("site_id", BatchTemplate.siteId(body.path("siteId").longValue()));
              update.bind("instants", new SqlColumn("int8", instants));
              int measure = 0;
              for (Measure column : Measure.values()) {
                update.bind(column.column(), new SqlColumn("float4", values[measure++]));
              }
              update.execute();
            });
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
