package org.busbar.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.busbar.maps.MapValue;
import org.busbar.maps.RegisterMap;
import org.busbar.sunspec.SunSpecLayout;
import org.busbar.sunspec.SunSpecRef;

/**
 * Which models a simulated device carries: model 1, and for every value of the map one model that
 * it may stand in, as few as serve all.
 */
final class SunSpecParts {
  private static final int COMMON = 1;

  /** Three-phase inverter, integers and scale factors: taken before its kin. */
  private static final int THREE_PHASE = 103;

  /** Instances of a repeating group of which a map wants every one. */
  private static final int INSTANCES = 2;

  private SunSpecParts() {}

  static List<SunSpecLayout.Part> of(RegisterMap map) {
    Set<Integer> models = new LinkedHashSet<>();
    models.add(COMMON);
    Map<Integer, Integer> instances = new HashMap<>();
    for (MapValue value : map.values()) {
      choose(value.sunspec(), models);
      value.sunspec().forEach(ref -> instances.merge(ref.model(), instance(ref), Math::max));
    }
    List<SunSpecLayout.Part> parts = new ArrayList<>();
    models.forEach(
        model -> parts.add(new SunSpecLayout.Part(model, instances.getOrDefault(model, 0))));
    return parts;
  }

  private static void choose(List<SunSpecRef> refs, Set<Integer> models) {
    Set<Integer> possible =
        refs.stream().map(SunSpecRef::model).collect(Collectors.toCollection(LinkedHashSet::new));
    if (possible.isEmpty() || possible.stream().anyMatch(models::contains)) {
      return;
    }
    models.add(possible.contains(THREE_PHASE) ? THREE_PHASE : possible.iterator().next());
  }

  private static int instance(SunSpecRef ref) {
    if (ref.group().isEmpty()) {
      return 0;
    }
    return ref.everyInstance() ? INSTANCES : ref.instance();
  }
}
