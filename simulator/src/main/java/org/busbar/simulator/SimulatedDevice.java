package org.busbar.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.maps.Encoder;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.WordSink;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecLayout;
import org.busbar.sunspec.SunSpecResolver;

/** A device of a simulated site: a register map, filled from the state of the site. */
public final class SimulatedDevice {
  private final String name;
  private final RegisterMap map;
  private final Part part;
  private final Encoder encoder;
  private final RegisterBank bank = new RegisterBank();

  /**
   * Lays a device out; its values come with the first {@link #show}.
   *
   * @param name name of the device, as it tells it in its serial number
   * @param watts largest power of the device in W, above 0: what its scale factors allow for
   */
  SimulatedDevice(String name, RegisterMap unresolved, Part part, double watts) {
    this.name = name;
    this.part = part;
    this.map = laidOut(unresolved, bank);
    this.encoder = new Encoder(map);
    Map<String, Integer> exponents = ScaleFactors.of(map, watts);
    bank.update(
        sink -> {
          map.values().stream().filter(MapValue::readable).forEach(value -> missing(value, sink));
          exponents.forEach((factor, exponent) -> encoder.setScaleFactor(factor, exponent, sink));
        });
  }

  private static RegisterMap laidOut(RegisterMap map, WordSink sink) {
    if (!map.needsChain() || map.sunspec() == null) {
      Gaps.fill(map, sink);
      return map;
    }
    List<SunSpecLayout.Part> parts = SunSpecParts.of(map);
    SunSpecChain chain = SunSpecLayout.lay(map.sunspec().bases().get(0), parts, sink);
    return SunSpecResolver.resolve(map, chain);
  }

  private void missing(MapValue value, WordSink sink) {
    if (!encoder.encodeMissing(value.name(), sink)) {
      value.addresses().forEach(address -> sink.set(value.table(), address, 0));
    }
  }

  /** The name of the device. */
  public String name() {
    return name;
  }

  /** The map with the addresses at which this device serves it. */
  public RegisterMap map() {
    return map;
  }

  /** The registers, live. */
  public RegisterBank bank() {
    return bank;
  }

  /** Shows a state, in one step. */
  void show(SiteState state) {
    Map<String, Double> numbers = numbers(PartPoints.of(part, state));
    bank.update(
        sink -> {
          for (MapValue value : map.values()) {
            if (value.readable()) {
              show(value, numbers, state, sink);
            }
          }
        });
  }

  private void show(MapValue value, Map<String, Double> numbers, SiteState state, WordSink sink) {
    Double number = numbers.get(value.name());
    if (number != null) {
      encoder.encode(value.name(), number, sink);
      return;
    }
    identity(value).ifPresent(text -> encoder.encodeText(value.name(), text, sink));
    StateWords.of(value, state).ifPresent(text -> encoder.encodeText(value.name(), text, sink));
  }

  private Optional<String> identity(MapValue value) {
    return Optional.ofNullable(
        switch (value.feeds().orElse("")) {
          case "device.manufacturer" -> "Busbar";
          case "device.model" -> "Simulated";
          case "device.serial_number" -> name;
          case "device.firmware" -> "1.0";
          default -> null;
        });
  }

  /** Numbers by value: of points, of terms that make a point, and of gates. */
  private Map<String, Double> numbers(Map<String, Double> points) {
    Map<String, Double> numbers = new HashMap<>();
    for (MapValue value : map.values()) {
      Double number = value.feeds().map(points::get).orElse(null);
      if (number != null) {
        numbers.put(value.name(), Math.max(value.min(), Math.min(value.max(), number)));
      }
    }
    Terms.spread(map, numbers);
    return numbers;
  }
}
