package org.busbar.poller.modbus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reads share one deadline, so that a dripping peer cannot stretch it, and that
 * remembers what the wire brought, so that an answer can be held against its request.
 */
final class DeadlineSocket extends Socket {
  /** MODBUS Messaging on TCP/IP 1.0b, 4.1: 7 bytes of header and 253 of PDU. */
  static final int LONGEST_FRAME = 260;

  private final LongSupplier nanoTime;
  private final byte[] wire = new byte[LONGEST_FRAME];
  private int received;
  private long deadline;
  private boolean timedOut;
  private boolean broken;
  private @Nullable InputStream input;

  DeadlineSocket(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Starts a new exchange that must be over within the given ns. */
  void expect(long nanos) {
    deadline = nanoTime.getAsLong() + nanos;
    received = 0;
    timedOut = false;
    broken = false;
  }

  boolean timedOut() {
    return timedOut;
  }

  boolean broken() {
    return broken;
  }

  /** Bytes that came since {@link #expect}; more than {@link #LONGEST_FRAME} are only counted. */
  int received() {
    return received;
  }

  /** The first bytes of the answer, at most a frame. */
  byte[] frame() {
    return Arrays.copyOf(wire, Math.min(received, wire.length));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream known = input;
    if (known == null) {
      known = new Watched(super.getInputStream());
      input = known;
    }
    return known;
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long left = (deadline - nanoTime.getAsLong() + 999_999) / 1_000_000;
      if (left <= 0) {
        timedOut = true;
        throw new SocketTimeoutException("deadline passed");
      }
      setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      try {
        int count = super.read(buffer, offset, length);
        broken |= count < 0;
        keep(buffer, offset, count);
        return count;
      } catch (SocketTimeoutException e) {
        timedOut = true;
        throw e;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    private void keep(byte[] buffer, int offset, int count) {
      if (count > 0) {
        int kept = Math.min(count, Math.max(0, wire.length - received));
        if (kept > 0) {
          System.arraycopy(buffer, offset, wire, received, kept);
        }
        received += count;
      }
    }
  }
}
