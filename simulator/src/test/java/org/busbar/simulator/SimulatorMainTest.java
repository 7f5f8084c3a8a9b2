package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorMainTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Runnable> closing = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join(LIMIT.toMillis());
    }
  }

  private int run(String... args) {
    CommandLine program = SimulatorMain.commandLine(Clock.systemUTC(), closing::add);
    program.setOut(new PrintWriter(out));
    program.setErr(new PrintWriter(err));
    return program.execute(args);
  }

  private CompletableFuture<Integer> inBackground(String... args) {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread thread = new Thread(() -> code.complete(run(args)));
    threads.add(thread);
    thread.start();
    return code;
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private List<String> lines(int count) {
    await().atMost(LIMIT).until(() -> out.toString().lines().count() >= count);
    return out.toString().lines().toList();
  }

  @Test
  void aConfiguredSiteIsServedOnItsPortsUntilInterrupted() throws Exception {
    String config =
        write(
            "sim.yaml",
            """
            sites:
              - name: berlin-1
                scenario: low_battery
                battery_kwh: 5
                devices:
                  - {name: inverter-1, map: sunspec-inverter, port: 0, unit_id: 1}
                  - {name: inverter-2, map: sunspec-inverter, port: 0, unit_id: 2}
                  - {name: battery, map: sunspec-storage, port: 0, unit_id: 3}
                  - {name: meter, map: eastron-sdm630, port: 0, unit_id: 4}
            """);
    CompletableFuture<Integer> code = inBackground("serve", "--config", config, "--json");
    JsonNode port = JSON.readTree(lines(1).get(0));
    assertThat(port.path("units").findValuesAsText("device"))
        .containsExactly("inverter-1", "inverter-2", "battery", "meter");
    assertThat(port.path("units").path(3).path("source").asText()).isEqualTo("eastron-sdm630");
    try (RawClient client = new RawClient(port.path("port").asInt(), 2_000)) {
      client.ask(1, 2, 3, 40_000, 3);
      assertThat(client.frame()).endsWith(6, 0x53, 0x75, 0x6E, 0x53, 0, 1);
      client.ask(2, 4, 4, 70, 2);
      assertThat(client.frame()).startsWith(0, 2, 0, 0, 0, 7, 4, 4, 4, 0x42);
    }
    assertThat(closing).hasSize(1);
    closing.get(0).run();
    threads.get(0).interrupt();
    assertThat(code.get()).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void oneMapOrOneDumpIsServedWithoutAFile() throws Exception {
    String dump =
        write(
            "dump.json",
            "{\"id\":\"d\",\"unit_id\":9,\"blocks\":[{\"fc\":3,\"start\":5,\"words\":[77]}]}");
    CompletableFuture<Integer> map =
        inBackground("serve", "--map", "deye-hybrid-1p", "--port", "0", "--unit-id", "12");
    assertThat(lines(2).get(1)).startsWith("ready");
    assertThat(out.toString().lines().findFirst().orElseThrow())
        .startsWith("serving 127.0.0.1:")
        .endsWith(" unit 12 = simulated/deye-hybrid-1p (deye-hybrid-1p)");
    CompletableFuture<Integer> recorded = inBackground("serve", "--dump", dump, "--port", "0");
    assertThat(lines(4).get(2)).endsWith(" unit 9 = simulated/dump (d)");
    assertThat(map).isNotDone();
    assertThat(recorded).isNotDone();
  }

  @Test
  void theExamplesCanBeServed() throws Exception {
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      for (Path example : examples.toList()) {
        SimulatorConfig config = SimulatorConfigFile.read(example);
        assertThat(config.sites()).isNotEmpty();
      }
    }
  }

  @Test
  void aBrokenShapeGivesAllProblemsWithTheirPlaces() throws IOException {
    String config =
        write(
            "sim.yaml",
            """
            sites:
              - name: "bad name"
                grid: 55
                solar_kv: 3
                devices:
                  - {name: a, map: eastron-sdm630, port: 70000}
            """);
    assertThat(run("serve", "--config", config)).isEqualTo(ExitCode.CONFIG);
    assertThat(err.toString())
        .contains("sim.yaml:2:", "sim.yaml:3:", "sim.yaml:4:", "sim.yaml:6:", "solar_kw");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void brokenMeaningGivesAllProblemsWithTheirPlaces() throws IOException {
    String config =
        write(
            "sim.yaml",
            """
            sites:
              - name: one
                devices:
                  - {name: a, map: eastron-sdm630, port: 1502}
                  - {name: a, map: eastron-sdm630, port: 1502}
                  - {name: b, map: no-such-map, port: 1503}
                  - {name: c, dump: no-such-file.json, port: 1504}
                  - {name: d, port: 1505}
                  - {name: i1, map: sunspec-inverter, port: 1506}
                  - {name: i2, map: sunspec-inverter, port: 1507}
                  - {name: i3, map: sunspec-inverter, port: 1508}
            """);
    assertThat(run("serve", "--config", config)).isEqualTo(ExitCode.CONFIG);
    assertThat(err.toString())
        .contains("sim.yaml:5:", "C001", "C003", "sim.yaml:6:", "C004", "sim.yaml:7:", "C007")
        .contains("sim.yaml:8:", "C002", "sim.yaml:11:", "C006");
  }

  @Test
  void wrongUsageIsToldApartFromBadFiles() throws IOException {
    assertThat(run("serve")).isEqualTo(ExitCode.USAGE);
    assertThat(run("serve", "--map", "eastron-sdm630", "--port", "70000"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("fleet", "--url", "ftp://x", "--keys", "k")).isEqualTo(ExitCode.USAGE);
    assertThat(run("serve", "--config", folder.resolve("none.yaml").toString()))
        .isEqualTo(ExitCode.CONFIG);
    String keys = write("keys.csv", "one,two,three\nsecret-without-comma\n");
    assertThat(run("fleet", "--url", "http://127.0.0.1:1", "--keys", keys))
        .isEqualTo(ExitCode.CONFIG);
    assertThat(err.toString()).contains("keys.csv:1:1", "keys.csv:2:1").doesNotContain("secret");
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("serve", "fleet", "busbar-simulator");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ModbusServer other = ModbusServer.start(0, new DeviceBank())) {
      String port = String.valueOf(other.port());
      assertThat(run("serve", "--map", "eastron-sdm630", "--port", port))
          .isEqualTo(ExitCode.CONFIG);
      assertThat(err.toString()).contains(":" + port);
    }
  }
}
