package org.busbar.central.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what this person may see and do: every query and command takes it. Only an active
 * user of an active organization ever gets one.
 *
 * @param userId id in {@code organization_users}
 * @param organizationId the one organization of which anything may be seen
 * @param email how the person signs in; names the person in events
 * @param role decides where no override does
 * @param overrides beat the role, both ways
 * @param siteIds the only sites that may be seen; null = every site of the organization
 */
public record Access(
    long userId,
    long organizationId,
    String email,
    Role role,
    Map<Capability, Boolean> overrides,
    @Nullable Set<Long> siteIds) {

  public Access {
    overrides = Map.copyOf(overrides);
    siteIds = siteIds == null ? null : Set.copyOf(siteIds);
  }

  /**
   * Reads the stored form.
   *
   * @param permissions object of capability key to boolean. A known key with anything but a boolean
   *     denies; an unknown key grants nothing
   * @param siteAccess {@code {"allSites": true}} or {@code {"siteIds": [1, 2]}}; anything else: no
   *     site
   */
  public static Access of(Member member, JsonNode permissions, JsonNode siteAccess) {
    Map<Capability, Boolean> overrides = new EnumMap<>(Capability.class);
    permissions
        .properties()
        .forEach(
            entry ->
                Capability.ofKey(entry.getKey())
                    .ifPresent(c -> overrides.put(c, entry.getValue().asBoolean(false))));
    return new Access(
        member.userId(),
        member.organizationId(),
        member.email(),
        member.role(),
        overrides,
        sites(siteAccess));
  }

  private static @Nullable Set<Long> sites(JsonNode siteAccess) {
    JsonNode all = siteAccess.path("allSites");
    if (all.isBoolean() && all.booleanValue()) {
      return null;
    }
    Set<Long> ids = new HashSet<>();
    for (JsonNode id : siteAccess.path("siteIds")) {
      if (id.canConvertToExactIntegral() && id.canConvertToLong()) {
        ids.add(id.longValue());
      }
    }
    return ids;
  }

  /** Whether this person may do {@code capability}. */
  public boolean may(Capability capability) {
    return overrides.getOrDefault(capability, role.may(capability));
  }

  /**
   * Whether {@code siteId} is not excluded; whether it is the organization's, the query decides.
   */
  public boolean admits(long siteId) {
    return may(Capability.VIEW) && (siteIds == null || siteIds.contains(siteId));
  }

  /** What queries bind as {@code site_ids}: null = all, empty = none. */
  @Nullable List<Long> siteFilter() {
    if (!may(Capability.VIEW)) {
      return List.of();
    }
    return siteIds == null ? null : siteIds.stream().sorted().toList();
  }

  /**
   * The stored identity of an active member.
   *
   * @param userId id in {@code organization_users}
   * @param organizationId the member's organization
   * @param email as stored
   * @param role as stored
   */
  public record Member(long userId, long organizationId, String email, Role role) {}
}
