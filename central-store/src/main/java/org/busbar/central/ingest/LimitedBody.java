package org.busbar.central.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, expanded as it is read, within limits of size, ratio and time; with its digest.
 */
final class LimitedBody extends InputStream {
  /** Expanded bytes for each byte on the wire; bodies below 256 KiB are exempt. */
  private static final int MAX_RATIO = 100;

  private static final int RATIO_EXEMPT = 256 * 1024;

  /** Window log of zstd: 8 MiB. */
  private static final int ZSTD_WINDOW_LOG = 23;

  private static final Duration TIME = Duration.ofSeconds(30);

  private final WireCounter wire;
  private final InputStream expanded;
  private final MessageDigest digest;
  private final int maxExpanded;
  private long count;

  private LimitedBody(WireCounter wire, InputStream expanded, int maxExpanded) {
    this.wire = wire;
    this.digest = sha256();
    this.expanded = new DigestInputStream(expanded, digest);
    this.maxExpanded = maxExpanded;
  }

  /**
   * Opens a body.
   *
   * @param encoding the header Content-Encoding: gzip, zstd, identity or null
   * @param nanos a monotonic clock, ns
   * @throws BadBatch 415 for another encoding or a broken start
   */
  static LimitedBody open(
      InputStream raw, @Nullable String encoding, IngestLimits limits, LongSupplier nanos)
      throws IOException {
    WireCounter wire = new WireCounter(raw, limits.maxWireBytes(), nanos);
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    InputStream expanded =
        switch (name) {
          case "identity", "" -> wire;
          case "gzip" -> gzip(wire);
          case "zstd" -> new ZstdInputStreamNoFinalizer(wire).setLongMax(ZSTD_WINDOW_LOG);
          default ->
              throw new BadBatch(
                  415,
                  "unsupported-encoding",
                  "The body is encoded as something else than gzip, zstd or identity (one of them,"
                      + " once)");
        };
    return new LimitedBody(wire, expanded, limits.maxExpandedBytes());
  }

  private static InputStream gzip(InputStream wire) throws IOException {
    try {
      return new GZIPInputStream(wire, 8192);
    } catch (BadBatch e) {
      throw e;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n;
    try {
      n = expanded.read(buffer, offset, length);
    } catch (BadBatch e) {
      throw e;
    } catch (IOException e) {
      throw broken(e);
    }
    count += Math.max(n, 0);
    if (count > maxExpanded || (count > RATIO_EXEMPT && count > wire.count * MAX_RATIO)) {
      throw new BadBatch(
          413,
          "too-large",
          "The expanded body is longer than %d bytes or %d times its length on the wire"
              .formatted(maxExpanded, MAX_RATIO));
    }
    return n;
  }

  /**
   * Not 400: a poller sends what it stored, so whoever broke it stands between, and a refusal would
   * set good readings aside. 415 lets it send plainly.
   */
  private static BadBatch broken(IOException cause) {
    BadBatch bad =
        new BadBatch(415, "bad-encoding", "The body ends early or is not what its encoding says");
    bad.initCause(cause);
    return bad;
  }

  /** SHA-256 of the expanded bytes, hexadecimal; reads what is left of them first. */
  String digest() throws IOException {
    byte[] rest = new byte[1024];
    while (read(rest, 0, rest.length) >= 0) {
      // Every byte counts for the digest.
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Counts what comes over the wire and stops a body that is too long or too slow. */
  private static final class WireCounter extends FilterInputStream {
    private final int max;
    private final LongSupplier nanos;
    private final long deadline;
    private long count;

    WireCounter(InputStream in, int max, LongSupplier nanos) {
      super(in);
      this.max = max;
      this.nanos = nanos;
      this.deadline = nanos.getAsLong() + TIME.toNanos();
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      counted(value < 0 ? -1 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return counted(super.read(buffer, offset, length));
    }

    private int counted(int n) throws BadBatch {
      count += Math.max(n, 0);
      if (count > max) {
        throw new BadBatch(
            413, "too-large", "The body is longer than %d bytes on the wire".formatted(max));
      }
      if (nanos.getAsLong() - deadline > 0) {
        throw new BadBatch(
            408, "too-slow", "The body took longer than %d s".formatted(TIME.toSeconds()));
      }
      return n;
    }
  }
}
