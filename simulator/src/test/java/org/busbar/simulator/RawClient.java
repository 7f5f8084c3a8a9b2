package org.busbar.simulator;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that shows every byte, where a library would hide or mend it. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  RawClient(int port, int timeoutMillis) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(timeoutMillis);
    in = new DataInputStream(socket.getInputStream());
  }

  void ask(int transaction, int unit, int function, int address, int count) throws IOException {
    sendRaw(
        transaction >>> 8,
        transaction,
        0,
        0,
        0,
        6,
        unit,
        function,
        address >>> 8,
        address,
        count >>> 8,
        count);
  }

  void sendRaw(int... bytes) throws IOException {
    byte[] frame = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      frame[i] = (byte) bytes[i];
    }
    socket.getOutputStream().write(frame);
    socket.getOutputStream().flush();
  }

  /** Unsigned bytes of one whole frame. */
  int[] frame() throws IOException {
    int[] head = read(6);
    int[] body = read((head[4] << 8) | head[5]);
    int[] frame = new int[6 + body.length];
    System.arraycopy(head, 0, frame, 0, 6);
    System.arraycopy(body, 0, frame, 6, body.length);
    return frame;
  }

  int[] read(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    int[] unsigned = new int[count];
    for (int i = 0; i < count; i++) {
      unsigned[i] = bytes[i] & 0xFF;
    }
    return unsigned;
  }

  boolean isSilent() throws IOException {
    try {
      in.readByte();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  boolean isCut() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
