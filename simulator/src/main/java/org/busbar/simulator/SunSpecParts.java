package org.busbar.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.busbar.maps.Combination;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.maps.Term;
import org.busbar.sunspec.SunSpecLayout;
import org.busbar.sunspec.SunSpecRef;

/**
 * Which models a simulated device carries: model 1, and for every point that the map feeds one
 * model that it may stand in, as few as serve all.
 */
final class SunSpecParts {
  private static final int COMMON = 1;

  /** Three-phase inverter, integers and scale factors: taken before its kin. */
  private static final int THREE_PHASE = 103;

  /** Trackers, ports or modules of a simulated device. */
  private static final int INSTANCES = 2;

  private final Map<String, MapValue> byName = new HashMap<>();
  private final Map<Integer, Integer> instances = new LinkedHashMap<>();

  private SunSpecParts(RegisterMap map) {
    map.values().forEach(value -> byName.put(value.name(), value));
    instances.put(COMMON, 0);
  }

  static List<SunSpecLayout.Part> of(RegisterMap map) {
    SunSpecParts parts = new SunSpecParts(map);
    map.values().stream().filter(value -> value.feeds().isPresent()).forEach(parts::add);
    List<SunSpecLayout.Part> made = new ArrayList<>();
    parts.instances.forEach((model, count) -> made.add(new SunSpecLayout.Part(model, count)));
    return made;
  }

  private void add(MapValue value) {
    Combination combination = value.combination();
    if (combination == null) {
      choose(value.sunspec());
      return;
    }
    int used = combination.kind() == Combination.Kind.FIRST ? 1 : combination.terms().size();
    for (Term term : combination.terms().subList(0, used)) {
      Optional.ofNullable(byName.get(term.value())).ifPresent(this::add);
    }
  }

  private void choose(List<SunSpecRef> refs) {
    Set<Integer> possible =
        refs.stream().map(SunSpecRef::model).collect(Collectors.toCollection(LinkedHashSet::new));
    if (possible.isEmpty()) {
      return;
    }
    int model =
        possible.stream()
            .filter(instances::containsKey)
            .findFirst()
            .orElse(possible.contains(THREE_PHASE) ? THREE_PHASE : possible.iterator().next());
    boolean grouped = refs.stream().anyMatch(ref -> !ref.group().isEmpty());
    instances.merge(model, grouped ? INSTANCES : 0, Math::max);
  }
}
