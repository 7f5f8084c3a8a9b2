package org.busbar.simulator;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection and the thread that serves it. A header that is not Modbus TCP closes the
 * connection: behind it nothing can be framed (MODBUS Messaging on TCP/IP V1.0b, section 3.1.3).
 */
final class ServerConnection implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  /** Unit id and PDU: 1 + 253 bytes at most. */
  private static final int MAX_LENGTH = 254;

  /** Unit id and the shortest PDU, a function code. */
  private static final int MIN_LENGTH = 2;

  /** Unit id, function code, address and count. */
  private static final int READ_LENGTH = 6;

  private final Socket socket;
  private final ModbusServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object sending = new Object();

  ServerConnection(Socket socket, ModbusServer server) {
    this.socket = socket;
    this.server = server;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (closing.getCount() > 0) {
        Optional<ModbusRequest> request = next(in);
        if (request.isEmpty()) {
          break;
        }
        serve(request.get());
      }
    } catch (IOException e) {
      LOG.debug("{}: connection ends: {}", socket.getRemoteSocketAddress(), e.toString());
    } finally {
      close();
      server.forget(this);
    }
  }

  private Optional<ModbusRequest> next(DataInputStream in) throws IOException {
    int transactionId = in.readUnsignedShort();
    int protocol = in.readUnsignedShort();
    int length = in.readUnsignedShort();
    if (protocol != 0 || length < MIN_LENGTH || length > MAX_LENGTH) {
      LOG.debug("{}: not a Modbus header, closing", socket.getRemoteSocketAddress());
      return Optional.empty();
    }
    byte[] body = new byte[length];
    in.readFully(body);
    boolean read = length == READ_LENGTH;
    return Optional.of(
        new ModbusRequest(
            transactionId,
            body[0] & 0xFF,
            body[1] & 0xFF,
            read ? word(body, 2) : -1,
            read ? word(body, 4) : -1,
            server.nanos()));
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  private void serve(ModbusRequest request) throws IOException {
    server.requests().add(request);
    Fault fault = server.faults().decide(request);
    Optional<byte[]> pdu = Pdu.answer(request, server.devices());
    if (pdu.isEmpty()) {
      return;
    }
    byte[] earlier = server.answered(request, pdu.get(), fault);
    fault.play(new Exchange(this, request, pdu.get(), earlier));
  }

  void send(byte[] bytes) throws IOException {
    synchronized (sending) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  void sendLater(byte[] bytes, Duration by) {
    server.later(
        by,
        () -> {
          try {
            send(bytes);
          } catch (IOException e) {
            LOG.debug("the client is gone before its late answer: {}", e.toString());
          }
        });
  }

  boolean pause(Duration by) {
    try {
      return !closing.await(by.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing: {}", e.toString());
    }
  }
}
