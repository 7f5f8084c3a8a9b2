package org.busbar.poller.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import org.busbar.maps.RegisterTable;
import org.busbar.simulator.DeviceBank;
import org.busbar.simulator.Fault;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.RegisterBank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModbusConnectionTest {
  private static final int REGISTERS = 500;

  private ModbusServer server;
  private ModbusConnection connection;

  @BeforeEach
  void serve() throws IOException {
    RegisterBank registers = new RegisterBank();
    for (int i = 0; i < REGISTERS; i++) {
      registers.set(RegisterTable.HOLDING_REGISTER, i, 1_000 + i);
      registers.set(RegisterTable.INPUT_REGISTER, i, 2_000 + i);
      registers.set(RegisterTable.COIL, i, i % 3 == 0 ? 1 : 0);
    }
    server = ModbusServer.start(0, DeviceBank.of(1, registers));
    connection = new ModbusConnection("127.0.0.1", server.port(), System::nanoTime);
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void readsRegistersAndBitsOfItsTables() {
    assertThat(words(RegisterTable.HOLDING_REGISTER, 10, 3)).containsExactly(1010, 1011, 1012);
    assertThat(words(RegisterTable.INPUT_REGISTER, 0, 125)).hasSize(125).startsWith(2000, 2001);
    assertThat(words(RegisterTable.COIL, 3, 11)).containsExactly(1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void lateAnswersNeverBecomeTheValuesOfLaterRequests() {
    long seed = System.nanoTime();
    System.out.println("late answers, seed " + seed);
    Random random = new Random(seed);
    int right = 0;
    int failed = 0;
    for (int i = 0; i < 600; i++) {
      if (random.nextInt(10) == 0) {
        server.faults().next(new Fault.LateAnswer(Duration.ofMillis(35)));
      }
      int address = random.nextInt(REGISTERS - 1);
      ReadOutcome outcome = connection.read(request(address, 1), options(20));
      if (outcome instanceof ReadOutcome.Words words) {
        assertThat(words.words()).as("seed %d, read %d", seed, i).containsExactly(1_000 + address);
        right++;
      } else {
        failed++;
      }
    }
    assertThat(right).isGreaterThan(400);
    assertThat(failed).isPositive();
  }

  @Test
  void silentDeviceCostsOneTimeoutAndIsReadAgainOnANewConnection() {
    server.faults().next(new Fault.Silence());
    long start = System.nanoTime();
    assertThat(connection.read(request(0, 1), options(80))).isInstanceOf(ReadOutcome.Timeout.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isGreaterThanOrEqualTo(80L);
    assertThat(server.requests().count()).isEqualTo(1);
    assertThat(words(RegisterTable.HOLDING_REGISTER, 0, 1)).containsExactly(1000);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void exceptionKeepsItsCodeAndTheConnection() {
    for (int code : new int[] {1, 2, 3, 4, 6, 0x0B, 0x63}) {
      server.faults().next(new Fault.ExceptionAnswer(code));
      assertThat(connection.read(request(0, 1), options(500)))
          .isEqualTo(new ReadOutcome.DeviceException(code));
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void idleConnectionThatTheDeviceClosedIsReplacedSilently() {
    assertThat(words(RegisterTable.HOLDING_REGISTER, 0, 1)).containsExactly(1000);
    server.cutConnections();
    assertThat(words(RegisterTable.HOLDING_REGISTER, 1, 1)).containsExactly(1001);
    assertThat(connection.connects()).isEqualTo(2);
  }

  @Test
  void answersThatDoNotFitTheRequestAreThrownAwayWithTheirConnection() {
    Fault[] foreign = {
      new Fault.WrongTransaction(),
      new Fault.WrongUnit(),
      new Fault.WrongFunction(),
      new Fault.ShortByteCount(),
      new Fault.GarbageBefore()
    };
    for (Fault fault : foreign) {
      server.faults().next(fault);
      assertThat(connection.read(request(20, 4), options(200)))
          .as(fault.toString())
          .isNotInstanceOf(ReadOutcome.Words.class)
          .isNotInstanceOf(ReadOutcome.DeviceException.class);
      assertThat(words(RegisterTable.HOLDING_REGISTER, 30, 1))
          .as("after %s", fault)
          .containsExactly(1030);
    }
  }

  @Test
  void halfFrameAndCutConnectionGiveNoValue() {
    connection.close();
    for (Fault fault : new Fault[] {new Fault.HalfFrame(), new Fault.Cut()}) {
      server.faults().always(fault);
      assertThat(connection.read(request(20, 4), options(200)))
          .as(fault.toString())
          .isInstanceOf(ReadOutcome.ConnectionLost.class);
      server.faults().clear();
      assertThat(words(RegisterTable.HOLDING_REGISTER, 20, 1)).containsExactly(1020);
    }
  }

  @Test
  void answerThatComesTwiceIsTakenOnce() {
    for (int i = 0; i < 20; i++) {
      server.faults().next(new Fault.Duplicate());
      ReadOutcome outcome = connection.read(request(i, 1), options(500));
      if (outcome instanceof ReadOutcome.Words words) {
        assertThat(words.words()).containsExactly(1_000 + i);
      }
    }
    assertThat(words(RegisterTable.HOLDING_REGISTER, 100, 1)).containsExactly(1100);
  }

  @Test
  void jamodCompatibilityTakesForeignIdsOnAConnectionOfItsOwnForEachRequest() {
    LinkOptions lenient =
        new LinkOptions(
            Duration.ofMillis(500), Duration.ZERO, Duration.ZERO, LinkOptions.Compatibility.JAMOD);
    server.faults().next(new Fault.WrongTransaction(), new Fault.WrongUnit());
    for (int i = 0; i < 3; i++) {
      assertThat(connection.read(request(7, 1), lenient)).isInstanceOf(ReadOutcome.Words.class);
    }
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void nobodyListeningIsRefusedAtOnce() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (ModbusConnection nobody = new ModbusConnection("127.0.0.1", port, System::nanoTime)) {
      assertThat(nobody.read(request(0, 1), options(500))).isInstanceOf(ReadOutcome.Refused.class);
    }
  }

  @Test
  void transactionIdsWrapWithoutAMismatch() {
    for (int i = 0; i < 66_000; i++) {
      ReadOutcome outcome = connection.read(request(i % REGISTERS, 1), options(2_000));
      assertThat(((ReadOutcome.Words) outcome).words()[0]).isEqualTo(1_000 + i % REGISTERS);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  private int[] words(RegisterTable table, int address, int count) {
    ReadOutcome outcome =
        connection.read(new ReadRequest(1, table, address, count), options(2_000));
    assertThat(outcome).isInstanceOf(ReadOutcome.Words.class);
    return ((ReadOutcome.Words) outcome).words();
  }

  private static ReadRequest request(int address, int count) {
    return new ReadRequest(1, RegisterTable.HOLDING_REGISTER, address, count);
  }

  private static LinkOptions options(int timeoutMillis) {
    return new LinkOptions(
        Duration.ofMillis(timeoutMillis),
        Duration.ZERO,
        Duration.ZERO,
        LinkOptions.Compatibility.NONE);
  }
}
