package org.busbar.poller.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.busbar.maps.Decoder;
import org.busbar.maps.MapValue;
import org.busbar.maps.ReadBlock;
import org.busbar.maps.ReadPlanner;
import org.busbar.maps.RegisterMap;

/**
 * Which blocks of a device are due when. Values that feed a measure of the site are due at every
 * poll, whatever their group: a reading never mixes intervals. One thread.
 */
final class PollPlan {
  private static final Set<String> SITE_ROLES =
      Set.of("battery", "inverter", "solar", "grid", "load");

  private final RegisterMap map;
  private final Decoder decoder;
  private final Duration siteInterval;
  private final Map<Set<String>, List<ReadBlock>> byGroups = new HashMap<>();
  private final Map<ReadBlock, List<ReadBlock>> splits = new HashMap<>();

  PollPlan(RegisterMap map, Duration siteInterval) {
    this.map = map;
    this.decoder = new Decoder(map);
    this.siteInterval = siteInterval;
  }

  RegisterMap map() {
    return map;
  }

  Decoder decoder() {
    return decoder;
  }

  /** The blocks of one poll, in the order in which to ask. */
  List<ReadBlock> due(Instant at, boolean everything) {
    Set<String> groups = new TreeSet<>();
    for (MapValue value : map.values()) {
      if (everything || isDue(value.group(), at)) {
        groups.add(value.group());
      }
    }
    return byGroups.computeIfAbsent(groups, this::blocks).stream().flatMap(this::parts).toList();
  }

  private Stream<ReadBlock> parts(ReadBlock block) {
    List<ReadBlock> parts = splits.get(block);
    return parts == null ? Stream.of(block) : parts.stream().flatMap(this::parts);
  }

  /** Splits a refused block, from now on; none if it is as small as it can be. */
  List<ReadBlock> split(ReadBlock block) {
    List<ReadBlock> parts = BlockSplit.of(block);
    if (!parts.isEmpty()) {
      splits.put(block, parts);
    }
    return parts;
  }

  private boolean isDue(String group, Instant at) {
    Duration interval = map.groups().getOrDefault(group, siteInterval);
    return interval.compareTo(siteInterval) <= 0
        || at.toEpochMilli() % interval.toMillis() < siteInterval.toMillis();
  }

  private List<ReadBlock> blocks(Set<String> groups) {
    List<MapValue> wanted =
        map.values().stream().filter(v -> groups.contains(v.group()) || feedsASite(v)).toList();
    return ReadPlanner.plan(map.withNeeds(wanted), map.limits()).blocks();
  }

  private static boolean feedsASite(MapValue value) {
    String point = value.point();
    return point != null
        && SITE_ROLES.contains(point.substring(0, Math.max(0, point.indexOf('.'))))
        && !point.startsWith("solar.string");
  }
}
