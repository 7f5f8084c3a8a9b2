package org.busbar.central.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: every feature's routes, and problems for everything that goes wrong. */
public final class CentralServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CentralServer.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Javalin javalin;

  private CentralServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to listen.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param maxRequestBytes longest body that Javalin itself reads, in bytes, 1 or more
   */
  public static CentralServer start(
      String host, int port, long maxRequestBytes, List<Routes> features) {
    Javalin javalin =
        Javalin.create(
            config -> {
              harden(config, maxRequestBytes);
              addErrors(config);
              features.forEach(feature -> feature.addTo(config.routes));
            });
    javalin.start(host, port);
    return new CentralServer(javalin);
  }

  private static void harden(JavalinConfig config, long maxRequestBytes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = maxRequestBytes;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = Duration.ofSeconds(60).toMillis();
    QueuedThreadPool threads = new QueuedThreadPool(200, 8);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setIdleTimeout(Duration.ofSeconds(30).toMillis());
          http.setRequestHeaderSize(16 * 1024);
        });
    config.routes.before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
  }

  private static void addErrors(JavalinConfig config) {
    config.routes.exception(HttpResponseException.class, CentralServer::answerRefusal);
    config.routes.exception(Exception.class, CentralServer::answerInternal);
  }

  /** What Javalin itself refuses: no such route, wrong method, body too long. */
  private static void answerRefusal(HttpResponseException refusal, Context ctx) {
    int status = refusal.getStatus();
    switch (status) {
      case 404 -> Problem.refused(404, "not-found", "There is nothing at " + ctx.path()).write(ctx);
      case 405 ->
          Problem.refused(
                  405,
                  "method-not-allowed",
                  "%s does not take %s".formatted(ctx.path(), ctx.method()))
              .write(ctx);
      case 413 -> Problem.refused(413, "too-large", "The body is too long").write(ctx);
      default ->
          Problem.refused(Math.max(400, status), "refused", "The request was refused").write(ctx);
    }
  }

  /** Logs the cause under a new trace id and tells the client nothing but the id. */
  public static void answerInternal(Exception cause, Context ctx) {
    byte[] id = new byte[8];
    RANDOM.nextBytes(id);
    String traceId = HexFormat.of().formatHex(id);
    LOG.error("trace id {}: {} {} failed", traceId, ctx.method(), ctx.path(), cause);
    Problem.internal(traceId).write(ctx);
  }

  /** The port that the server listens on, 1 to 65535. */
  public int port() {
    return javalin.port();
  }

  /** Stops to listen, after the requests in flight are answered. */
  @Override
  public void close() {
    javalin.stop();
  }
}
