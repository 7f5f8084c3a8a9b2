package org.busbar.poller.modbus;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransaction;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransport;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.net.TCPMasterConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to one host and port, whatever number of units lies behind it. One thread, one
 * request in flight. After anything but an answer or a Modbus exception the connection is closed,
 * so that a late answer can never be taken for the next one; each answer must carry the request's
 * transaction id, protocol id, unit id, function and length.
 *
 * <p>The transport of j2mod frames and parses; its transaction with retries of its own, which
 * reuses transaction ids after a timeout, is not used.
 */
public final class ModbusConnection implements AutoCloseable {
  private static final int HEADER = 8;
  private static final int ERROR_BIT = 0x80;

  private final String host;
  private final int port;
  private final LongSupplier nanoTime;
  private @Nullable DeadlineSocket socket;
  private @Nullable ModbusTCPTransport transport;
  private int transactionId;
  private long connects;
  private long requests;
  private long notBefore;

  /**
   * A connection, opened by its first read.
   *
   * @param host name or address, resolved anew at each connect
   * @param port 1..65535
   * @param nanoTime the monotonic clock, ns
   */
  public ModbusConnection(String host, int port, LongSupplier nanoTime) {
    this.host = host;
    this.port = port;
    this.nanoTime = nanoTime;
  }

  /** Asks once, on the connection that is there or a new one. */
  public ReadOutcome read(ReadRequest request, LinkOptions options) {
    boolean old = usable();
    ReadOutcome outcome = attempt(request, options);
    // A device may have closed an idle connection: that is only seen by using it.
    if (old && outcome instanceof ReadOutcome.ConnectionLost) {
      outcome = attempt(request, options);
    }
    return outcome;
  }

  /** How often it was connected; a new number may mean a rebooted or another device. */
  public long connects() {
    return connects;
  }

  /** Requests sent since it was made. */
  public long requests() {
    return requests;
  }

  private boolean usable() {
    DeadlineSocket open = socket;
    if (open == null) {
      return false;
    }
    try {
      if (open.getInputStream().available() == 0) {
        return true;
      }
    } catch (IOException e) {
      // Broken: closed below like one on which something waits that nobody asked for.
    }
    close();
    return false;
  }

  private ReadOutcome attempt(ReadRequest request, LinkOptions options) {
    if (transport == null) {
      ReadOutcome failure = connect(options);
      if (failure != null) {
        return failure;
      }
    }
    pauseUntil(notBefore);
    ReadOutcome outcome = exchange(request, options);
    boolean clean =
        outcome instanceof ReadOutcome.Words || outcome instanceof ReadOutcome.DeviceException;
    if (!clean || surplus() || options.compatibility() == LinkOptions.Compatibility.JAMOD) {
      close();
    }
    notBefore = nanoTime.getAsLong() + options.requestPause().toNanos();
    return outcome;
  }

  /** Whether more came than the answer: a duplicate, which must not meet the next request. */
  private boolean surplus() {
    DeadlineSocket wire = socket;
    return wire != null && wire.received() != 6 + word(wire.frame(), 4);
  }

  private @Nullable ReadOutcome connect(LinkOptions options) {
    DeadlineSocket fresh = new DeadlineSocket(nanoTime);
    try {
      fresh.setTcpNoDelay(true);
      fresh.connect(
          new InetSocketAddress(InetAddress.getByName(host), port),
          (int) options.timeout().toMillis());
      transport = new ModbusTCPTransport(fresh);
      socket = fresh;
      connects++;
      notBefore = nanoTime.getAsLong() + options.connectDelay().toNanos();
      return null;
    } catch (IOException | RuntimeException e) {
      closeQuietly(fresh);
      return new ReadOutcome.Refused(host + ":" + port + ": " + e.getMessage());
    }
  }

  private ReadOutcome exchange(ReadRequest asked, LinkOptions options) {
    DeadlineSocket wire = socket;
    ModbusTCPTransport line = transport;
    if (wire == null || line == null) {
      return new ReadOutcome.ConnectionLost("closed");
    }
    ModbusRequest request = message(asked);
    transactionId = (transactionId + 1) & 0xffff;
    request.setTransactionID(transactionId);
    request.setUnitID(asked.unitId());
    wire.expect(options.timeout().toNanos());
    requests++;
    try {
      line.writeRequest(request);
      ModbusResponse response = line.readResponse();
      return judge(asked, response, wire, options);
    } catch (ModbusIOException | RuntimeException e) {
      // j2mod tells all failures by text, some unchecked; the socket knows what happened.
      if (wire.timedOut()) {
        return new ReadOutcome.Timeout();
      }
      String detail = String.valueOf(e.getMessage());
      return wire.broken() || wire.received() == 0
          ? new ReadOutcome.ConnectionLost(detail)
          : new ReadOutcome.Malformed(detail);
    }
  }

  private static ModbusRequest message(ReadRequest asked) {
    return switch (asked.table()) {
      case COIL -> new ReadCoilsRequest(asked.address(), asked.count());
      case DISCRETE_INPUT -> new ReadInputDiscretesRequest(asked.address(), asked.count());
      case INPUT_REGISTER -> new ReadInputRegistersRequest(asked.address(), asked.count());
      case HOLDING_REGISTER -> new ReadMultipleRegistersRequest(asked.address(), asked.count());
    };
  }

  private ReadOutcome judge(
      ReadRequest asked, ModbusResponse response, DeadlineSocket wire, LinkOptions options) {
    byte[] frame = wire.frame();
    if (frame.length < HEADER + 1) {
      return new ReadOutcome.Malformed("an answer of " + frame.length + " bytes");
    }
    String foreign = foreignHeader(asked, frame, options.compatibility());
    if (foreign != null) {
      return new ReadOutcome.Malformed(foreign);
    }
    int function = frame[7] & 0xff;
    int length = word(frame, 4);
    if (function == (asked.table().functionCode() | ERROR_BIT)) {
      return length == 3
          ? new ReadOutcome.DeviceException(frame[8] & 0xff)
          : new ReadOutcome.Malformed("an exception of length " + length);
    }
    int data = asked.dataBytes();
    if (function != asked.table().functionCode()) {
      return new ReadOutcome.Malformed("function " + function + " in the answer");
    }
    if (length != data + 3 || (frame[8] & 0xff) != data) {
      return new ReadOutcome.Malformed(
          "length " + length + ", " + (frame[8] & 0xff) + " bytes of data, asked for " + data);
    }
    return new ReadOutcome.Words(words(asked, response));
  }

  private @Nullable String foreignHeader(
      ReadRequest asked, byte[] frame, LinkOptions.Compatibility compatibility) {
    boolean lenient = compatibility == LinkOptions.Compatibility.JAMOD;
    int unit = frame[6] & 0xff;
    if (word(frame, 2) != 0) {
      return "protocol id " + word(frame, 2) + " in the answer";
    }
    if (word(frame, 0) != transactionId && !lenient) {
      return "transaction id " + word(frame, 0) + ", asked with " + transactionId;
    }
    if (unit != asked.unitId() && !(lenient && unit == 0)) {
      return "unit id " + unit + " in the answer, asked " + asked.unitId();
    }
    return null;
  }

  private static int word(byte[] frame, int at) {
    return (frame[at] & 0xff) << 8 | (frame[at + 1] & 0xff);
  }

  private static int[] words(ReadRequest asked, ModbusResponse response) {
    byte[] data = response.getMessage();
    int[] words = new int[asked.count()];
    for (int i = 0; i < words.length; i++) {
      words[i] = asked.table().bits() ? data[1 + i / 8] >> (i % 8) & 1 : word(data, 1 + 2 * i);
    }
    return words;
  }

  private void pauseUntil(long nanos) {
    long left = nanos - nanoTime.getAsLong();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = nanos - nanoTime.getAsLong();
    }
  }

  /** Closes the socket; the next read opens a new one. */
  @Override
  public void close() {
    if (socket != null) {
      closeQuietly(socket);
    }
    socket = null;
    transport = null;
  }

  private static void closeQuietly(DeadlineSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way; the operating system frees it.
    }
  }

  /**
   * The same requests over j2mod alone, nothing checked: what {@code bench} compares with.
   *
   * @return ns for all cycles
   */
  public static long bareLoop(
      InetSocketAddress server, List<ReadRequest> cycle, Duration timeout, int cycles)
      throws IOException {
    TCPMasterConnection connection = new TCPMasterConnection(server.getAddress());
    connection.setPort(server.getPort());
    connection.setTimeout((int) timeout.toMillis());
    try {
      connection.connect();
      long start = System.nanoTime();
      for (int i = 0; i < cycles; i++) {
        for (ReadRequest request : cycle) {
          ModbusTCPTransaction transaction = new ModbusTCPTransaction(connection);
          transaction.setRetries(1);
          ModbusRequest message = message(request);
          message.setUnitID(request.unitId());
          transaction.setRequest(message);
          executeBare(transaction);
        }
      }
      return System.nanoTime() - start;
    } catch (Exception e) {
      throw new IOException("the bare loop failed: " + e.getMessage(), e);
    } finally {
      connection.close();
    }
  }

  private static void executeBare(ModbusTCPTransaction transaction) throws ModbusException {
    try {
      transaction.execute();
    } catch (ModbusSlaveException e) {
      // A refused block is an answer: its time counts as the poller's does.
      transaction.getResponse();
    }
  }
}
