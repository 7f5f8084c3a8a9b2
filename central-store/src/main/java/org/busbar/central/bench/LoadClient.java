package org.busbar.central.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Sends batches over keep-alive connections as fast as they are answered. */
final class LoadClient {
  private final int port;
  private final long[] sites;
  private final long startMillis;
  private final LongSupplier nanos;

  /**
   * A client.
   *
   * @param startMillis instant of each site's first reading, ms since 1970 UTC
   * @param nanos a monotonic clock, ns
   */
  LoadClient(int port, long[] sites, long startMillis, LongSupplier nanos) {
    this.port = port;
    this.sites = sites;
    this.startMillis = startMillis;
    this.nanos = nanos;
  }

  /**
   * Sends for so long over so many connections, and answers how many readings were acknowledged.
   *
   * @param fromBatch number of the first batch of each site; a later call goes on after an earlier
   * @param seconds 1 or more
   */
  long run(int connections, int fromBatch, int seconds) throws InterruptedException, IOException {
    long end = nanos.getAsLong() + seconds * 1_000_000_000L;
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int connection = i;
        calls.add(() -> send(connection, connections, fromBatch, end));
      }
      long requests = 0;
      for (Future<Long> call : threads.invokeAll(calls)) {
        requests += call.get();
      }
      return requests * BatchTemplate.READINGS;
    } catch (ExecutionException e) {
      throw new IOException("the client failed: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long send(int connection, int connections, int fromBatch, long end) throws IOException {
    BatchTemplate template = new BatchTemplate(connection);
    long requests = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int batch = fromBatch; ; batch++) {
        long instant =
            startMillis + (long) batch * BatchTemplate.READINGS * BatchTemplate.STEP_MILLIS;
        for (int site = connection; site < sites.length; site += connections) {
          if (nanos.getAsLong() - end >= 0) {
            return requests;
          }
          out.write(template.request(sites[site], batch, instant));
          readAnswer(in);
          requests++;
        }
      }
    }
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
