package org.busbar.sunspec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.maps.Combination;
import org.busbar.maps.Gate;
import org.busbar.maps.MapValue;
import org.busbar.maps.MapValueBuilder;
import org.busbar.maps.RawType;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.SignCode;
import org.busbar.maps.SunSpecAddressing;
import org.busbar.maps.Term;

/** Gives the SunSpec values of a map the addresses that one device's chain has them at. */
public final class SunSpecResolver {
  private final List<SunSpecChain.Entry> entries;
  private final Map<String, MapValue> factors = new LinkedHashMap<>();
  private final Map<String, List<String>> instances = new LinkedHashMap<>();

  private SunSpecResolver(List<SunSpecChain.Entry> entries) {
    this.entries = entries;
  }

  /**
   * The map with absolute addresses. A value whose model or point the device lacks stays without
   * address (the decoder gives NOT_IMPLEMENTED); a value for every instance of a group becomes one
   * value each, named {@code name[1]} and so on; scale factors are added as values of their own.
   */
  public static RegisterMap resolve(RegisterMap map, SunSpecChain chain) {
    SunSpecAddressing addressing = map.sunspec();
    if (addressing == null) {
      return map;
    }
    List<SunSpecChain.Entry> own =
        chain.models().stream().filter(e -> e.device() == addressing.device()).toList();
    return map.withValues(new SunSpecResolver(own).values(map.values()));
  }

  private List<MapValue> values(List<MapValue> values) {
    List<MapValue> resolved = new ArrayList<>();
    for (MapValue value : values) {
      resolved.addAll(value.sunspec().isEmpty() ? List.of(value) : placed(value));
    }
    List<MapValue> all = new ArrayList<>(factors.values());
    resolved.forEach(value -> all.add(withInstances(value)));
    return all;
  }

  private List<MapValue> placed(MapValue value) {
    SunSpecRef first = value.sunspec().get(0);
    if (first.everyInstance()) {
      return everyInstance(value, first);
    }
    for (SunSpecRef ref : value.sunspec()) {
      Optional<SunSpecChain.Entry> entry = entry(ref.model());
      if (entry.isPresent()) {
        return List.of(place(value, ref, entry.get()));
      }
    }
    return List.of(value);
  }

  private Optional<SunSpecChain.Entry> entry(int model) {
    return entries.stream().filter(e -> e.model() == model).findFirst();
  }

  private List<MapValue> everyInstance(MapValue value, SunSpecRef ref) {
    Optional<SunSpecChain.Entry> entry = entry(ref.model());
    Optional<SunSpecGroup> group =
        SunSpecModels.find(ref.model()).flatMap(m -> m.group(ref.group()));
    if (entry.isEmpty() || group.isEmpty()) {
      return List.of(value);
    }
    int count = group.get().fitting(entry.get().length());
    List<MapValue> placed = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = value.name() + "[" + i + "]";
      names.add(name);
      placed.add(place(value.toBuilder().name(name).build(), ref.ofInstance(i), entry.get()));
    }
    if (placed.isEmpty()) {
      return List.of(value);
    }
    instances.put(value.name(), names);
    return placed;
  }

  /** The value at its address; as it is when the point lies beyond the model's length. */
  private MapValue place(MapValue value, SunSpecRef ref, SunSpecChain.Entry entry) {
    SunSpecModel model = SunSpecModels.find(ref.model()).orElseThrow();
    SunSpecPoint point = SunSpecModels.point(ref).orElseThrow();
    Optional<SunSpecGroup> group = model.group(ref.group());
    int start = group.map(g -> g.offset() + (ref.instance() - 1) * g.size()).orElse(0);
    int end = start + group.map(SunSpecGroup::size).orElse(point.offset() + point.size());
    int offset = start + point.offset();
    if (Math.max(end, offset + point.size()) > entry.length() + 2) {
      return value;
    }
    MapValueBuilder builder =
        value.toBuilder().at(entry.address() + offset, point.type(), point.size());
    builder.symbols(value.symbols().isEmpty() ? point.symbols() : value.symbols());
    if (point.exponent() != 0) {
      builder.scale(value.scale() * Math.pow(10, point.exponent()));
    }
    if (!point.scaleFactor().isEmpty()) {
      Optional<String> factor = factor(value, point, new Place(model, group, start, entry));
      if (factor.isEmpty()) {
        return value;
      }
      builder.scaleFactor(factor.get());
    }
    return builder.build();
  }

  /** Where a point's neighbours are to be looked for. */
  private record Place(
      SunSpecModel model, Optional<SunSpecGroup> group, int start, SunSpecChain.Entry entry) {}

  /**
   * The value that holds a power of ten: in the point's own group first, then in the model (R22).
   */
  private Optional<String> factor(MapValue value, SunSpecPoint point, Place place) {
    Optional<SunSpecPoint> near = place.group().flatMap(g -> g.point(point.scaleFactor()));
    Optional<SunSpecPoint> found = near.or(() -> place.model().point(point.scaleFactor()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int offset = found.get().offset() + (near.isPresent() ? place.start() : 0);
    if (offset + 1 > place.entry().length() + 2) {
      return Optional.empty();
    }
    int address = place.entry().address() + offset;
    String name = place.model().id() + "." + point.scaleFactor() + "@" + address;
    factors.computeIfAbsent(
        name, n -> MapValue.named(n).at(address, RawType.SUNSSF).group(value.group()).build());
    return Optional.of(name);
  }

  /** The value with its references to "every instance" written out. */
  private MapValue withInstances(MapValue value) {
    MapValueBuilder builder = value.toBuilder();
    Combination combination = value.combination();
    if (combination != null) {
      List<Term> terms = new ArrayList<>();
      for (Term term : combination.terms()) {
        List<String> names = instances.getOrDefault(term.value(), List.of(term.value()));
        names.forEach(n -> terms.add(new Term(n, term.factor(), term.optional())));
      }
      builder.combination(new Combination(combination.kind(), terms));
    }
    Gate gate = value.gate();
    if (gate != null) {
      String other = sameInstance(value, gate.value());
      builder.gate(new Gate(other, gate.above(), gate.below(), gate.oneOf()));
    }
    SignCode code = value.signCode();
    if (code != null) {
      String other = sameInstance(value, code.value());
      builder.signCode(new SignCode(other, code.negative(), code.positive()));
    }
    return builder.build();
  }

  private String sameInstance(MapValue value, String other) {
    int bracket = value.name().indexOf('[');
    return bracket < 0 || !instances.containsKey(other)
        ? other
        : other + value.name().substring(bracket);
  }
}
