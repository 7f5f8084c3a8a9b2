package org.busbar.maps;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device as its file describes it.
 *
 * @param id its name, as sites refer to it
 * @param title one line for people
 * @param role inverter, battery, meter, load_meter, hybrid or other
 * @param limits what the device bears
 * @param groups interval of each poll group, 1 s to 1 day; a group without one has the site's
 * @param values its values, in the order of the file
 * @param sunspec how its chain is found; null when all addresses are fixed
 * @param source where its facts are from
 */
public record RegisterMap(
    String id,
    String title,
    String role,
    DeviceLimits limits,
    Map<String, Duration> groups,
    List<MapValue> values,
    @Nullable SunSpecAddressing sunspec,
    String source) {

  public RegisterMap {
    groups = Map.copyOf(groups);
    values = List.copyOf(values);
    Set<String> names = new LinkedHashSet<>();
    for (MapValue value : values) {
      if (!names.add(value.name())) {
        throw new IllegalArgumentException(id + ": two values are called " + value.name());
      }
    }
  }

  /** The value of a name. */
  public Optional<MapValue> value(String name) {
    return values.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  /** The value that feeds a point. */
  public Optional<MapValue> byPoint(String point) {
    return values.stream().filter(v -> point.equals(v.point())).findFirst();
  }

  /** Whether it must be resolved against a device's chain before it can be read. */
  public boolean needsChain() {
    return sunspec != null && values.stream().anyMatch(v -> !v.sunspec().isEmpty());
  }

  /** The values of some groups, and all that they need: scale factors, terms, gates. */
  public List<MapValue> valuesOf(Collection<String> wantedGroups) {
    return withNeeds(values.stream().filter(v -> wantedGroups.contains(v.group())).toList());
  }

  /** Some values and all that they need, each once, in the order of the map. */
  public List<MapValue> withNeeds(Collection<MapValue> wanted) {
    Map<String, MapValue> byName = new LinkedHashMap<>();
    values.forEach(v -> byName.put(v.name(), v));
    Set<String> needed = new LinkedHashSet<>();
    Deque<MapValue> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      MapValue value = open.remove();
      if (needed.add(value.name())) {
        value.needs().stream().map(byName::get).filter(v -> v != null).forEach(open::add);
      }
    }
    return values.stream().filter(v -> needed.contains(v.name())).toList();
  }

  /** The same device with other values, such as those of one site's chain. */
  public RegisterMap withValues(List<MapValue> others) {
    return new RegisterMap(id, title, role, limits, groups, others, sunspec, source);
  }

  /** The same device with other limits. */
  public RegisterMap withLimits(DeviceLimits others) {
    return new RegisterMap(id, title, role, others, groups, values, sunspec, source);
  }
}
