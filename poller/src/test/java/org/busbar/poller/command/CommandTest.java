package org.busbar.poller.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.busbar.maps.RegisterTable;
import org.busbar.poller.outbox.Outbox;
import org.busbar.poller.outbox.OutboxLimits;
import org.busbar.simulator.DeviceBank;
import org.busbar.simulator.Fault;
import org.busbar.simulator.ModbusServer;
import org.busbar.simulator.RegisterBank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private ModbusServer server;
  private Path map;

  @BeforeEach
  void serve() throws IOException {
    RegisterBank registers = new RegisterBank();
    registers.put(RegisterTable.HOLDING_REGISTER, 0, 0xFA24, 5001);
    registers.put(RegisterTable.HOLDING_REGISTER, 1000, 2312);
    server = ModbusServer.start(0, DeviceBank.of(7, registers));
    map = folder.resolve("meter.yaml");
    Files.writeString(
        map,
        """
        map: test-meter
        title: A meter
        source: made for this test
        role: meter
        defaults: {table: holding_register}
        values:
          - {name: power, point: grid.power, address: 0, type: int16, unit: W, positive: import}
          - {name: voltage, point: grid.voltage, address: 1000, type: uint16, scale: 0.1, unit: V}
        """);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private int run(String... args) {
    Surroundings surroundings =
        new Surroundings(
            CLOCK,
            System::nanoTime,
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return Poller.commandLine(surroundings).execute(args);
  }

  private String target() {
    return "127.0.0.1:" + server.port();
  }

  @Test
  void readShowsManualAndWireAddressRawWordsAndValue() {
    assertThat(run("read", target(), "--unit-id", "7", "--map", map.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("power +grid.power +400001 +holding_register 0 +FA24 +-1500 +W +GOOD")
        .containsPattern(
            "voltage +grid.voltage +401001 +holding_register 1000 +0908 +231\\.2 +V +GOOD");
  }

  @Test
  void readAsJsonCarriesTheSame() throws Exception {
    assertThat(run("read", target(), "--unit-id", "7", "--map", map.toString(), "--json")).isZero();
    JsonNode value = new ObjectMapper().readTree(out.toString()).at("/0/values/0");
    assertThat(value.path("value").asDouble()).isEqualTo(-1500);
    assertThat(value.path("raw").asText()).isEqualTo("FA24");
  }

  @Test
  void readSaysWhichValuesAreMissingByItsExitCode() throws IOException {
    server.faults().when(r -> r.covers(1000), new Fault.ExceptionAnswer(2));
    assertThat(run("read", target(), "--unit-id", "7", "--map", map.toString()))
        .isEqualTo(ExitCode.PARTIAL);
    assertThat(out.toString()).contains("BAD_ADDRESS");
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    assertThat(run("read", "127.0.0.1:" + nobody, "--map", map.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void readWithoutATargetIsWrongUsage() {
    assertThat(run("read")).isEqualTo(ExitCode.USAGE);
    assertThat(run("read", "host", "--map", "sunspec-invertr")).isEqualTo(ExitCode.CONFIG_INVALID);
    assertThat(err.toString()).contains("did you mean 'sunspec-inverter'?");
  }

  @Test
  void checkShowsEveryProblemOfEveryFileWithItsPlace() throws Exception {
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, "site: {name: x}\ndevices: []\n");
    assertThat(run("check", map.toString(), broken.toString())).isEqualTo(ExitCode.CONFIG_INVALID);
    assertThat(out.toString())
        .contains("broken.yaml:1:7 error S002 key 'timezone' is missing")
        .contains("key 'central' is missing");
    assertThat(run("check", map.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void checkAsJsonListsPlaces() throws Exception {
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, "site: {name: x}\ndevices: []\n");
    run("check", "--json", broken.toString());
    JsonNode problem = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(problem.path("line").asInt()).isPositive();
    assertThat(problem.path("severity").asText()).isEqualTo("error");
  }

  @Test
  void runRefusesAnOutboxThatAnotherProcessHoldsAndAMissingKey() throws Exception {
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site,
        """
        site: {name: x, timezone: UTC}
        central: {url: 'https://centre.example', key: '${env:NO_KEY}'}
        devices: [{name: meter, map: ./meter.yaml, host: 127.0.0.1}]
        """);
    assertThat(run("run", "--config", site.toString())).isEqualTo(ExitCode.AUTH_MISSING);
    try (Outbox held = Outbox.open(folder.resolve("outbox.db"), OutboxLimits.DEFAULT, CLOCK)) {
      assertThat(held.id()).isNotEmpty();
      assertThat(run("run", "--config", site.toString())).isEqualTo(ExitCode.OUTBOX);
    }
  }

  @Test
  void benchMeasuresItselfAgainstTheLibraryAlone() {
    assertThat(
            run(
                "bench",
                "--host",
                "127.0.0.1",
                "--port",
                "" + server.port(),
                "--unit-id",
                "7",
                "--map",
                map.toString(),
                "--cycles",
                "50"))
        .isZero();
    assertThat(out.toString()).contains("requests per cycle  2").contains("j2mod alone");
  }

  @Test
  void helpAndVersionAnswer() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("run", "check", "read", "bench", "Exit codes");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("busbar-poller");
  }
}
