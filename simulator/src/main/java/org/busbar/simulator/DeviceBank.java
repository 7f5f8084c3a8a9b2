package org.busbar.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The units behind one port, by unit id. Thread-safe; units may come and go while it serves. */
public final class DeviceBank {
  /** What a request to a unit id that is not there gets. */
  public enum UnknownUnit {
    /** Exception 2, illegal data address: many devices that ignore the unit id of others. */
    ILLEGAL_ADDRESS,
    /** Exception 0x0B, gateway target device failed to respond: gateways. */
    GATEWAY_TARGET,
    /** No answer at all: serial lines behind a plain converter. */
    SILENCE
  }

  private final Map<Integer, RegisterBank> units = new ConcurrentHashMap<>();
  private volatile UnknownUnit unknownUnit = UnknownUnit.ILLEGAL_ADDRESS;

  /** A bank with one unit. */
  public static DeviceBank of(int unitId, RegisterBank registers) {
    return new DeviceBank().with(unitId, registers);
  }

  /**
   * Adds or replaces a unit.
   *
   * @param unitId 0..255
   */
  public DeviceBank with(int unitId, RegisterBank registers) {
    if (unitId < 0 || unitId > 255) {
      throw new IllegalArgumentException("unit id " + unitId + " is outside 0..255");
    }
    units.put(unitId, registers);
    return this;
  }

  /** Takes a unit away: it answers as an unknown one from now on. */
  public void remove(int unitId) {
    units.remove(unitId);
  }

  /** Sets what unknown units get; exception 2 unless set. */
  public DeviceBank unknownUnit(UnknownUnit answer) {
    unknownUnit = answer;
    return this;
  }

  /** The registers of a unit, or empty when there is no such unit. */
  public Optional<RegisterBank> unit(int unitId) {
    return Optional.ofNullable(units.get(unitId));
  }

  UnknownUnit unknownUnit() {
    return unknownUnit;
  }
}
