package org.busbar.poller.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.busbar.poller.outbox.ReadingBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private static final String RECEIPT = "application/vnd.busbar.receipt.v1+json";
  private static final String PROBLEM = "application/problem+json";
  private static final byte[] BODY = "{\"batch\":7}".getBytes(StandardCharsets.UTF_8);
  private static final ReadingBatch BATCH =
      new ReadingBatch("a".repeat(32), 7, BODY, "d".repeat(64), 3);

  /** What the centre does with one request. */
  private interface Play {
    void on(HttpExchange exchange, byte[] body) throws IOException;
  }

  private final Deque<Play> plays = new ArrayDeque<>();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private Forwarder forwarder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::serve);
    server.start();
    forwarder = forwarder(Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Forwarder forwarder(Duration deadline) {
    URI centre = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new Forwarder(centre, "busbar_key_secret", deadline, new Random(1));
  }

  @Test
  void receiptOfThisBatchAcknowledgesItWithItsRejects() throws Exception {
    plays.add(
        answer(
            200,
            RECEIPT + "; charset=utf-8",
            receipt(7).replace("]", "{\"seq\":5,\"code\":\"too-old\",\"detail\":\"2024\"}]")));
    Delivery delivery = forwarder.sendOnce(BATCH);
    assertThat(delivery).isInstanceOf(Delivery.Accepted.class);
    assertThat(((Delivery.Accepted) delivery).rejects())
        .singleElement()
        .satisfies(r -> assertThat(r.sequence()).isEqualTo(5))
        .satisfies(r -> assertThat(r.reason()).isEqualTo("too-old: 2024"));
    assertThat(seen)
        .containsExactly(
            "POST /api/v1/batches Bearer busbar_key_secret gzip"
                + " application/vnd.busbar.batch.v1+json {\"batch\":7}");
  }

  @Test
  void nothingButTheReceiptOfThisBatchAcknowledges() throws Exception {
    plays.add(answer(200, "text/html", "<html>Welcome to the hotel</html>"));
    plays.add(answer(200, "text/html", receipt(7)));
    plays.add(answer(200, RECEIPT, receipt(8)));
    plays.add(answer(200, RECEIPT, receipt(7).replace("dd", "de")));
    plays.add(answer(200, RECEIPT, receipt(7).replace("aa", "ab")));
    plays.add(answer(200, RECEIPT, ""));
    plays.add(answer(200, RECEIPT, receipt(7).substring(0, 40)));
    plays.add(answer(201, RECEIPT, receipt(7)));
    plays.add(answer(204, "", ""));
    plays.add(answer(302, "text/html", ""));
    int cases = plays.size();
    for (int i = 0; i < cases; i++) {
      assertThat(forwarder.sendOnce(BATCH))
          .as("case %d", i)
          .isInstanceOf(Delivery.RetryLater.class);
    }
  }

  @Test
  void onlyTheCentresOwnProblemRefuses() throws Exception {
    String problem = "{\"type\":\"https://busbar.dev/problems/bad-batch\",\"detail\":\"no items\"}";
    plays.add(answer(422, PROBLEM, problem));
    plays.add(answer(400, PROBLEM, problem));
    plays.add(answer(409, PROBLEM, problem));
    for (int i = 0; i < 3; i++) {
      assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.Refused.class);
    }
    plays.add(answer(422, "text/html", problem));
    plays.add(answer(400, PROBLEM, "{\"type\":\"about:blank\"}"));
    plays.add(answer(404, PROBLEM, problem));
    plays.add(answer(405, "text/plain", ""));
    for (int i = 0; i < 4; i++) {
      assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
    }
  }

  @Test
  void refusedKeyKeepsTheReadingsAndAsksSlowly() throws Exception {
    plays.add(answer(401, PROBLEM, "{}"));
    Delivery.RetryLater later = (Delivery.RetryLater) forwarder.sendOnce(BATCH);
    assertThat(later.delay()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(later.alarm()).isTrue();
    assertThat(later.reason()).contains("site key").doesNotContain("busbar_key_secret");
  }

  @Test
  void tooLargeIsSplitButNotByAProxysWord() throws Exception {
    plays.add(answer(413, PROBLEM, "{\"type\":\"https://busbar.dev/problems/too-large\"}"));
    assertThat(forwarder.sendOnce(BATCH)).isEqualTo(new Delivery.SplitNeeded());
    plays.add(answer(413, "text/html", "<html>nginx</html>"));
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
  }

  @Test
  void unknownCompressionFallsBackToNone() throws Exception {
    plays.add(answer(415, PROBLEM, "{}"));
    plays.add(answer(200, RECEIPT, receipt(7)));
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.Accepted.class);
    assertThat(seen.get(1)).contains(" null ").endsWith("{\"batch\":7}");
  }

  @Test
  void retryAfterIsObeyedInSecondsAndAsADateAgainstTheAnswersOwnDate() throws Exception {
    plays.add(answer(503, "text/plain", "", "Retry-After", "120"));
    assertThat(delay()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(144));
    plays.add(answer(429, "text/plain", "", "Retry-After", "Mon, 21 Oct 2199 07:28:00 GMT"));
    assertThat(delay()).isBetween(Duration.ofHours(1), Duration.ofMinutes(72));
    plays.add(answer(503, "text/plain", "", "Retry-After", "soon"));
    assertThat(delay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void failuresBackOffExponentiallyWithFullJitterUpToFiveMinutes() throws Exception {
    Duration longest = Duration.ZERO;
    for (int failure = 0; failure < 40; failure++) {
      plays.add(answer(500, "text/plain", ""));
      Duration delay = delay();
      assertThat(delay).isPositive();
      assertThat(delay.toMillis())
          .isLessThanOrEqualTo(Math.min(300_000, 1000L << Math.min(failure, 20)));
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    assertThat(longest).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void answerLostAfterTheCommitIsAskedForAgainWithTheSameBytes() throws Exception {
    plays.add((exchange, body) -> exchange.close());
    plays.add(answer(200, RECEIPT, receipt(7)));
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.Accepted.class);
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
  }

  @Test
  void bodyCutShortIsNoReceipt() throws Exception {
    Play cut =
        (exchange, body) -> {
          exchange.getResponseHeaders().set("Content-Type", RECEIPT);
          exchange.sendResponseHeaders(200, 5_000);
          exchange.getResponseBody().write(receipt(7).getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        };
    plays.add(cut);
    plays.add(cut);
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
  }

  @Test
  void wholeExchangeHasOneDeadlineEvenIfTheAnswerDrips() throws Exception {
    forwarder = forwarder(Duration.ofMillis(300));
    plays.add(
        (exchange, body) -> {
          exchange.getResponseHeaders().set("Content-Type", RECEIPT);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          // Never ends: the client must.
        });
    long start = System.nanoTime();
    assertThat(forwarder.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void centreThatIsNotThereIsTriedLater() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Forwarder nobody =
        new Forwarder(
            URI.create("http://127.0.0.1:" + port), "k", Duration.ofSeconds(1), new Random(1));
    assertThat(nobody.sendOnce(BATCH)).isInstanceOf(Delivery.RetryLater.class);
  }

  private Duration delay() throws InterruptedException {
    return ((Delivery.RetryLater) forwarder.sendOnce(BATCH)).delay();
  }

  private static String receipt(long batch) {
    return "{\"outboxId\":\""
        + "a".repeat(32)
        + "\",\"batch\":"
        + batch
        + ",\"digest\":\""
        + "d".repeat(64)
        + "\",\"accepted\":3,\"rejected\":[]}";
  }

  private static Play answer(int status, String type, String text, String... header) {
    return (exchange, body) -> {
      if (header.length == 2) {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
      respond(exchange, status, type, text);
    };
  }

  private static void respond(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    byte[] plain =
        "gzip".equals(coding)
            ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
            : body;
    seen.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + coding
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type")
            + " "
            + new String(plain, StandardCharsets.UTF_8));
    plays.remove().on(exchange, plain);
  }
}
