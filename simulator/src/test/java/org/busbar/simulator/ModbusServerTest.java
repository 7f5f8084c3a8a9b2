package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.busbar.maps.RegisterTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final RegisterBank registers = new RegisterBank();
  private ModbusServer server;
  private ModbusTCPMaster client;

  @BeforeEach
  void start() throws Exception {
    registers
        .put(RegisterTable.HOLDING_REGISTER, 100, 1, 2, 65_535)
        .put(RegisterTable.INPUT_REGISTER, 200, 7, 32_768)
        .put(RegisterTable.COIL, 3, 1, 0, 1, 1, 0, 0, 0, 0, 1)
        .put(RegisterTable.DISCRETE_INPUT, 9, 0, 1);
    server = ModbusServer.start(0, DeviceBank.of(1, registers));
    client = new ModbusTCPMaster("127.0.0.1", server.port(), 2_000, true);
    client.setRetries(1);
    client.connect();
  }

  @AfterEach
  void stop() {
    client.disconnect();
    server.close();
  }

  @Test
  void anIndependentClientReadsAllFourTables() throws Exception {
    assertThat(words(client.readMultipleRegisters(1, 100, 3))).containsExactly(1, 2, 65_535);
    assertThat(words(client.readInputRegisters(1, 200, 2))).containsExactly(7, 32_768);
    assertThat(bits(client.readCoils(1, 3, 9), 9))
        .containsExactly(true, false, true, true, false, false, false, false, true);
    assertThat(bits(client.readInputDiscretes(1, 9, 2), 2)).containsExactly(false, true);
  }

  @Test
  void manyUnitsAnswerOnOnePortAndServersOnSeveral() throws Exception {
    RegisterBank other = new RegisterBank().put(RegisterTable.HOLDING_REGISTER, 100, 42);
    server.devices().with(247, other).with(0, other).with(255, other);
    for (int unit : new int[] {0, 247, 255}) {
      assertThat(words(client.readMultipleRegisters(unit, 100, 1))).containsExactly(42);
    }
    assertThat(words(client.readMultipleRegisters(1, 100, 1))).containsExactly(1);
    try (ModbusServer second = ModbusServer.start(0, DeviceBank.of(1, other));
        RawClient raw = new RawClient(second.port(), 2_000)) {
      raw.ask(9, 1, 3, 100, 1);
      assertThat(raw.frame()).containsExactly(0, 9, 0, 0, 0, 5, 1, 3, 2, 0, 42);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 103, 1", "1, 102, 2", "1, 99, 2", "1, 65535, 2", "2, 100, 1"})
  void unknownAddressesAndUnitsAnswerException2(int unit, int address, int count) {
    assertThatThrownBy(() -> client.readMultipleRegisters(unit, address, count))
        .isInstanceOfSatisfying(
            ModbusSlaveException.class, e -> assertThat(e.getType()).isEqualTo(2));
  }

  @Test
  void unknownUnitsAnswerAsSet() throws Exception {
    server.devices().unknownUnit(DeviceBank.UnknownUnit.GATEWAY_TARGET);
    try (RawClient raw = new RawClient(server.port(), 300)) {
      raw.ask(1, 9, 3, 100, 1);
      assertThat(raw.frame()).containsExactly(0, 1, 0, 0, 0, 3, 9, 0x83, 0x0B);
      server.devices().unknownUnit(DeviceBank.UnknownUnit.SILENCE);
      raw.ask(2, 9, 3, 100, 1);
      assertThat(raw.isSilent()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 3",
    "3, 126, 3",
    "4, 126, 3",
    "1, 2001, 3",
    "2, 0, 3",
    "6, 1, 1",
    "16, 1, 1",
    "43, 1, 1"
  })
  void badCountsAnswerException3AndOtherFunctionsException1(int function, int count, int code)
      throws IOException {
    try (RawClient raw = new RawClient(server.port(), 2_000)) {
      raw.ask(0xABCD, 1, function, 100, count);
      assertThat(raw.frame()).containsExactly(0xAB, 0xCD, 0, 0, 0, 3, 1, function | 0x80, code);
    }
  }

  @Test
  void theLargestReadsAreAnswered() throws Exception {
    registers.put(RegisterTable.HOLDING_REGISTER, 65_411, new int[125]);
    registers.put(RegisterTable.COIL, 0, new int[2000]);
    assertThat(words(client.readMultipleRegisters(1, 65_411, 125))).hasSize(125);
    try (RawClient raw = new RawClient(server.port(), 2_000)) {
      raw.ask(1, 1, 1, 0, 2000);
      assertThat(raw.frame()).hasSize(9 + 250);
    }
  }

  @Test
  void aFrameThatIsNotModbusClosesTheConnection() throws IOException {
    int[][] frames = {
      {0, 1, 0, 1, 0, 6, 1, 3, 0, 100, 0, 1}, {0, 1, 0, 0, 1, 0}, {0, 1, 0, 0, 0, 1}
    };
    for (int[] frame : frames) {
      try (RawClient raw = new RawClient(server.port(), 2_000)) {
        raw.sendRaw(frame);
        assertThat(raw.isCut()).as(Arrays.toString(frame)).isTrue();
      }
    }
  }

  @Test
  void aReadRequestOfAnotherLengthAnswersException3() throws IOException {
    try (RawClient raw = new RawClient(server.port(), 2_000)) {
      raw.sendRaw(0, 1, 0, 0, 0, 4, 1, 3, 0, 100);
      assertThat(raw.frame()).containsExactly(0, 1, 0, 0, 0, 3, 1, 0x83, 3);
    }
  }

  @Test
  void everyRequestIsLogged() throws Exception {
    client.readMultipleRegisters(1, 100, 3);
    client.readInputRegisters(1, 200, 2);
    assertThat(server.requests().count()).isEqualTo(2);
    assertThat(server.requests().count(request -> request.covers(102))).isEqualTo(1);
    ModbusRequest last = server.requests().all().get(1);
    assertThat(last.what()).isEqualTo(new ModbusRequest.What(1, 4, 200, 2));
    server.requests().clear();
    assertThat(server.requests().all()).isEmpty();
  }

  @Test
  void closingEndsLiveConnectionsAndFreesThePort() throws Exception {
    int port = server.port();
    try (RawClient raw = new RawClient(port, 5_000)) {
      await().atMost(LIMIT).until(() -> server.openConnections() == 2);
      server.close();
      assertThat(raw.isCut()).isTrue();
    }
    await().atMost(LIMIT).until(() -> server.openConnections() == 0);
    ModbusServer.start(port, new DeviceBank()).close();
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> ModbusServer.start(server.port(), new DeviceBank()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + server.port());
  }

  @Test
  void aReadNeverSeesHalfAnUpdate() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !stop.get(); i++) {
                registers.put(RegisterTable.HOLDING_REGISTER, 100, i, i, i);
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 500; i++) {
        int[] seen = words(client.readMultipleRegisters(1, 100, 3));
        if (i > 0) {
          assertThat(seen).containsOnly(seen[0]);
        }
      }
    } finally {
      stop.set(true);
      writer.join(LIMIT.toMillis());
    }
  }

  private static int[] words(InputRegister[] registers) {
    return Arrays.stream(registers).mapToInt(InputRegister::toUnsignedShort).toArray();
  }

  private static boolean[] bits(BitVector vector, int count) {
    boolean[] bits = new boolean[count];
    for (int i = 0; i < count; i++) {
      bits[i] = vector.getBit(i);
    }
    return bits;
  }
}
