package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.busbar.maps.RegisterDump;
import org.busbar.maps.RegisterTable;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final String DUMP =
      """
      {"id": "two-units", "unit_id": 7,
       "blocks": [{"fc": 3, "start": 100, "words": [1, 2, 65535]},
                  {"fc": 4, "start": 0, "words": [9], "unit": 30}],
       "exceptions": [{"fc": 3, "start": 101, "count": 2, "code": 4},
                      {"fc": 3, "start": 100, "count": 3, "code": "timeout"}]}
      """;

  @Test
  void aServedDumpEqualsTheDumpAndRefusesWhatTheDeviceRefused() throws Exception {
    RegisterDump dump = RegisterDump.parse(DUMP);
    try (ModbusServer server = ModbusServer.start(0, Recording.bank(dump));
        RawClient client = new RawClient(server.port(), 300)) {
      Recording.refuse(dump, server.faults());
      client.ask(1, 7, 3, 100, 2);
      assertThat(client.frame()).endsWith(4, 0, 1, 0, 2);
      client.ask(2, 30, 4, 0, 1);
      assertThat(client.frame()).endsWith(2, 0, 9);
      client.ask(3, 7, 3, 102, 2);
      assertThat(client.frame()).endsWith(0x83, 2);
      client.ask(4, 7, 3, 101, 2);
      assertThat(client.frame()).endsWith(0x83, 4);
      client.ask(5, 7, 3, 100, 3);
      assertThat(client.isSilent()).isTrue();
    }
  }

  @Test
  void aDumpsOwnUnitMayAnswerToAnotherId() throws Exception {
    RegisterDump dump = RegisterDump.parse(DUMP);
    assertThat(Recording.units(dump, -1)).containsExactly(7, 30);
    assertThat(Recording.units(dump, 1)).containsExactly(1, 30);
    DeviceBank devices = new DeviceBank();
    Recording.fill(dump, 1, devices);
    assertThat(devices.unit(1).orElseThrow().read(RegisterTable.HOLDING_REGISTER, 100, 3))
        .hasValueSatisfying(words -> assertThat(words).containsExactly(1, 2, 65_535));
    assertThat(devices.unit(7)).isEmpty();
  }
}
