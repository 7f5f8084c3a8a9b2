package org.busbar.simulator;

import java.io.IOException;
import java.time.Duration;

/** One request and the means to answer it; what a {@link Fault} plays on. */
public final class Exchange {
  private static final int HEADER = 7;

  private final ServerConnection connection;
  private final ModbusRequest request;
  private final byte[] pdu;
  private final byte[] earlierPdu;

  Exchange(ServerConnection connection, ModbusRequest request, byte[] pdu, byte[] earlierPdu) {
    this.connection = connection;
    this.request = request;
    this.pdu = pdu;
    this.earlierPdu = earlierPdu;
  }

  ModbusRequest request() {
    return request;
  }

  /** The right answer's PDU, a copy. */
  byte[] pdu() {
    return pdu.clone();
  }

  /** The PDU that the same request got the time before; the right one if it is the first. */
  byte[] earlierPdu() {
    return earlierPdu.clone();
  }

  /** The right answer with its header, a copy. */
  byte[] frame() {
    return frame(pdu);
  }

  /** A PDU under the header that belongs to the request. */
  byte[] frame(byte[] body) {
    byte[] frame = new byte[HEADER + body.length];
    frame[0] = (byte) (request.transactionId() >>> 8);
    frame[1] = (byte) request.transactionId();
    frame[4] = (byte) ((body.length + 1) >>> 8);
    frame[5] = (byte) (body.length + 1);
    frame[6] = (byte) request.unitId();
    System.arraycopy(body, 0, frame, HEADER, body.length);
    return frame;
  }

  void send(byte[] bytes) throws IOException {
    connection.send(bytes);
  }

  void sendLater(byte[] bytes, Duration by) {
    connection.sendLater(bytes, by);
  }

  /** Waits; false when the connection was closed meanwhile. */
  boolean pause(Duration by) {
    return connection.pause(by);
  }

  void cut() {
    connection.close();
  }
}
