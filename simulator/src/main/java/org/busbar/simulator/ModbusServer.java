package org.busbar.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Modbus TCP server for reads (function codes 1 to 4) of many unit ids on one port, with faults
 * on demand. One thread per connection. Closing it closes its connections too.
 */
public final class ModbusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModbusServer.class);
  private static final int BACKLOG = 128;
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int MAX_REMEMBERED = 10_000;

  private final ServerSocket listener;
  private final DeviceBank devices;
  private final FaultScript faults = new FaultScript();
  private final RequestLog requests = new RequestLog();
  private final AtomicLong connections = new AtomicLong();
  private final Set<ServerConnection> live = ConcurrentHashMap.newKeySet();
  private final Map<ModbusRequest.What, byte[]> answers = new ConcurrentHashMap<>();
  private final ScheduledExecutorService late =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "modbus-late"));

  private ModbusServer(ServerSocket listener, DeviceBank devices) {
    this.listener = listener;
    this.devices = devices;
  }

  /**
   * Serves on the loopback address.
   *
   * @param port 0..65535; 0 takes a free one, see {@link #port()}
   * @throws IOException when the port is taken or not allowed
   */
  public static ModbusServer start(int port, DeviceBank devices) throws IOException {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), devices);
  }

  /**
   * Serves on one address of this machine.
   *
   * @throws IOException when the address or port is taken or not allowed
   */
  public static ModbusServer start(InetSocketAddress address, DeviceBank devices)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage()
              + "; choose another port, or end the program that has it",
          e);
    }
    ModbusServer server = new ModbusServer(listener, devices);
    daemon(server::accept, "modbus-" + listener.getLocalPort()).start();
    return server;
  }

  /** The port that is served, also when 0 was asked for. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The script of faults; everything is answered rightly until it says otherwise. */
  public FaultScript faults() {
    return faults;
  }

  /** What was asked so far. */
  public RequestLog requests() {
    return requests;
  }

  /** The units that are served. */
  public DeviceBank devices() {
    return devices;
  }

  /** How many connections were accepted since the start. */
  public long connections() {
    return connections.get();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return live.size();
  }

  /** Cuts all open connections; new ones are accepted. */
  public void cutConnections() {
    live.forEach(ServerConnection::close);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("closing port {}: {}", port(), e.toString());
    }
    late.shutdownNow();
    cutConnections();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        welcome(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("port {}: a client could not be accepted: {}", port(), e.toString());
        }
      }
    }
  }

  private void welcome(Socket socket) throws IOException {
    if (live.size() >= MAX_CONNECTIONS) {
      socket.close();
      return;
    }
    connections.incrementAndGet();
    ServerConnection connection = new ServerConnection(socket, this);
    live.add(connection);
    daemon(connection, "modbus-client-" + socket.getPort()).start();
    if (listener.isClosed()) {
      connection.close();
    }
  }

  void forget(ServerConnection connection) {
    live.remove(connection);
  }

  /** Remembers the answer for {@link Fault.Frozen} and gives the one to freeze on. */
  byte[] answered(ModbusRequest request, byte[] pdu, Fault fault) {
    byte[] before = answers.getOrDefault(request.what(), pdu);
    if (!(fault instanceof Fault.Frozen) && answers.size() < MAX_REMEMBERED) {
      answers.put(request.what(), pdu);
    }
    return before;
  }

  void later(Duration by, Runnable task) {
    try {
      // The task reports its own failures; nobody waits for it.
      Future<?> unused = late.schedule(task, by.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server closes: a late answer is not sent");
    }
  }

  long nanos() {
    return System.nanoTime();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
