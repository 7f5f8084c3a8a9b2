package org.busbar.simulator;

import java.util.Set;
import java.util.TreeSet;
import org.busbar.maps.RegisterDump;

/** Serves a recorded dump: its words, and what the real device refused. */
public final class Recording {
  private Recording() {}

  /** The units of a dump, each with its words, and exception 2 wherever nothing was recorded. */
  public static DeviceBank bank(RegisterDump dump) {
    DeviceBank devices = new DeviceBank();
    fill(dump, -1, devices);
    return devices;
  }

  /** Lets a server refuse what the recorded device refused. */
  public static void refuse(RegisterDump dump, FaultScript faults) {
    refuse(dump, -1, faults);
  }

  static void fill(RegisterDump dump, int unitId, DeviceBank devices) {
    units(dump, unitId).forEach(unit -> devices.with(unit, new RegisterBank()));
    for (RegisterDump.Block block : dump.blocks()) {
      int[] words = block.words().stream().mapToInt(Integer::intValue).toArray();
      devices
          .unit(moved(dump, block.unitId(), unitId))
          .ifPresent(bank -> bank.put(block.table(), block.start(), words));
    }
  }

  static void refuse(RegisterDump dump, int unitId, FaultScript faults) {
    for (RegisterDump.Rejection rejection : dump.rejections()) {
      ModbusRequest.What what =
          new ModbusRequest.What(
              moved(dump, rejection.unitId(), unitId),
              rejection.table().functionCode(),
              rejection.start(),
              rejection.count());
      Fault fault =
          rejection.exceptionCode().isPresent()
              ? new Fault.ExceptionAnswer(rejection.exceptionCode().getAsInt())
              : new Fault.Silence();
      faults.when(request -> request.what().equals(what), fault);
    }
  }

  /** Unit ids of a dump; where one is asked for, the dump's own one answers to that instead. */
  static Set<Integer> units(RegisterDump dump, int unitId) {
    Set<Integer> units = new TreeSet<>();
    dump.blocks().forEach(block -> units.add(moved(dump, block.unitId(), unitId)));
    return units;
  }

  private static int moved(RegisterDump dump, int blockUnit, int unitId) {
    return unitId >= 0 && blockUnit == dump.unitId() ? unitId : blockUnit;
  }
}
