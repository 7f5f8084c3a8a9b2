package org.busbar.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.busbar.maps.Combination;
import org.busbar.maps.Encoder;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.WordSink;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecLayout;
import org.busbar.sunspec.SunSpecResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device of a simulated site: a register map, filled from the state of the site. Its registers
 * may be read by any thread; it is shown states by one.
 */
public final class SimulatedDevice {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedDevice.class);

  private final String name;
  private final RegisterMap map;
  private final Part part;
  private final Encoder encoder;
  private final List<MapValue> fed = new ArrayList<>();
  private final Map<String, Integer> exponents = new HashMap<>();
  private final Set<String> tooLarge = new HashSet<>();
  private final RegisterBank bank = new RegisterBank();

  /**
   * Lays a device out; its values come with the first state that it is shown.
   *
   * @param name name of the device, which it tells as its serial number
   * @param site sets how large the numbers are that its scale factors allow for
   */
  SimulatedDevice(String name, RegisterMap unresolved, Part part, SiteParameters site) {
    this.name = name;
    this.part = part;
    this.map = laidOut(unresolved, bank);
    this.encoder = new Encoder(map);
    // Combined values first: a term that feeds a point of its own then has the last word.
    map.values().stream().filter(value -> made(value)).forEach(fed::add);
    map.values().stream().filter(value -> !made(value) && value.readable()).forEach(fed::add);
    bank.update(sink -> prepare(site.largestWatts(part), sink));
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

  private boolean made(MapValue value) {
    return value.combination() != null && value.feeds().isPresent() && hasRegisters(value);
  }

  private boolean hasRegisters(MapValue value) {
    Combination combination = value.combination();
    return combination == null
        ? value.readable()
        : combination.terms().stream()
            .anyMatch(term -> map.value(term.value()).filter(this::hasRegisters).isPresent());
  }

  private void prepare(double watts, WordSink sink) {
    for (MapValue value : map.values()) {
      if (value.readable() && !encoder.encodeMissing(value.name(), sink)) {
        value.addresses().forEach(address -> sink.set(value.table(), address, 0));
      }
    }
    exponents.putAll(ScaleFactors.of(map, watts));
    exponents.forEach((factor, exponent) -> encoder.setScaleFactor(factor, exponent, sink));
    Gates.opened(map).forEach((gate, number) -> encoder.encode(gate, number, sink));
    for (MapValue value : fed) {
      identity(value).ifPresent(text -> encoder.encodeText(value.name(), text, sink));
    }
  }

  /** The name of the device. */
  public String name() {
    return name;
  }

  /** The map, with the addresses at which this device serves it. */
  public RegisterMap map() {
    return map;
  }

  /** The registers, live. */
  public RegisterBank bank() {
    return bank;
  }

  /** Changes all scale factors by a power of ten, from the next state on. */
  void shiftScaleFactors(int by) {
    exponents.replaceAll((factor, exponent) -> exponent + by);
    bank.update(
        sink ->
            exponents.forEach(
                (factor, exponent) -> encoder.setScaleFactor(factor, exponent, sink)));
  }

  /** Shows a state, in one step. */
  void show(SiteState state) {
    Map<String, Double> points = PartPoints.of(part, state);
    bank.update(
        sink -> {
          for (MapValue value : fed) {
            Optional<Double> number = value.feeds().map(points::get);
            number.ifPresent(n -> encode(value, n, sink));
            StateWords.of(value, state)
                .ifPresent(text -> encoder.encodeText(value.name(), text, sink));
          }
        });
  }

  /** A number that the registers cannot hold shows as missing, and is told once. */
  private void encode(MapValue value, double number, WordSink sink) {
    try {
      encoder.encode(value.name(), number, sink);
    } catch (IllegalArgumentException e) {
      if (tooLarge.add(value.name())) {
        LOG.warn("{}: {} does not fit into '{}': {}", name, number, value.name(), e.getMessage());
      }
      if (value.readable()) {
        encoder.encodeMissing(value.name(), sink);
      }
    }
  }

  private Optional<String> identity(MapValue value) {
    return switch (value.feeds().orElse("")) {
      case "device.manufacturer" -> Optional.of("Busbar");
      case "device.model" -> Optional.of("Simulated");
      case "device.serial_number" -> Optional.of(name);
      case "device.firmware" -> Optional.of("1.0");
      default -> Optional.empty();
    };
  }
}
