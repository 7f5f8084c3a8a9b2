package org.busbar.central.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The table of section 3 of the requirements, row by row: owner, admin, operator, viewer. */
  @ParameterizedTest
  @CsvSource({
    "VIEW, true, true, true, true",
    "ACKNOWLEDGE_ALERTS, true, true, true, false",
    "DISMISS_ALERTS, true, true, false, false",
    "MANAGE_SITES, true, true, false, false",
    "EDIT_EQUIPMENT, true, true, true, false",
    "EDIT_ORGANIZATION, true, false, false, false",
    "VIEW_USERS, true, true, true, false",
    "INVITE_USERS, true, true, false, false",
    "CHANGE_USERS, true, false, false, false",
    "VIEW_AUDIT, true, true, false, false",
  })
  void rolesMayWhatTheTableSays(
      Capability capability, boolean owner, boolean admin, boolean operator, boolean viewer) {
    assertThat(Role.OWNER.may(capability)).as("owner").isEqualTo(owner);
    assertThat(Role.ADMIN.may(capability)).as("admin").isEqualTo(admin);
    assertThat(Role.OPERATOR.may(capability)).as("operator").isEqualTo(operator);
    assertThat(Role.VIEWER.may(capability)).as("viewer").isEqualTo(viewer);
  }

  @Test
  void everyCapabilityIsInTheTable() {
    assertThat(Capability.values()).hasSize(10);
  }

  @Test
  void overridesBeatTheRoleBothWays() throws Exception {
    Access viewer = access(Role.VIEWER, "{\"acknowledgeAlerts\": true}", "{\"allSites\": true}");
    Access owner = access(Role.OWNER, "{\"editOrganization\": false}", "{\"allSites\": true}");

    assertThat(viewer.may(Capability.ACKNOWLEDGE_ALERTS)).isTrue();
    assertThat(viewer.may(Capability.DISMISS_ALERTS)).isFalse();
    assertThat(owner.may(Capability.EDIT_ORGANIZATION)).isFalse();
    assertThat(owner.may(Capability.CHANGE_USERS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"yes\"", "{}", "[]"})
  void anOverrideThatIsNoBooleanDenies(String value) throws Exception {
    Access owner = access(Role.OWNER, "{\"manageSites\": " + value + "}", "{\"allSites\": true}");

    assertThat(owner.may(Capability.MANAGE_SITES)).isFalse();
  }

  @Test
  void anUnknownOverrideGrantsNothing() throws Exception {
    Access viewer = access(Role.VIEWER, "{\"everything\": true}", "{\"allSites\": true}");

    assertThat(viewer.overrides()).isEqualTo(Map.of());
  }

  @Test
  void siteAccessLimitsToTheListedSites() throws Exception {
    Access some = access(Role.OWNER, "{}", "{\"siteIds\": [3, 5]}");

    assertThat(some.admits(3)).isTrue();
    assertThat(some.admits(4)).isFalse();
    assertThat(some.siteFilter()).containsExactly(3L, 5L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "{\"allSites\": false}",
        "{\"allSites\": \"true\"}",
        "{\"siteIds\": \"3\"}",
        "{\"siteIds\": [\"3\", 1.5, null]}"
      })
  void siteAccessThatIsNotUnderstoodAdmitsNoSite(String siteAccess) throws Exception {
    Access access = access(Role.OWNER, "{}", siteAccess);

    assertThat(access.admits(3)).isFalse();
    assertThat(access.siteFilter()).isEmpty();
  }

  @Test
  void allSitesNeedsNoFilter() throws Exception {
    assertThat(access(Role.VIEWER, "{}", "{\"allSites\": true}").siteFilter()).isNull();
  }

  @Test
  void whoeverMayNotViewSeesNoSite() throws Exception {
    Access blind = access(Role.VIEWER, "{\"view\": false}", "{\"allSites\": true}");

    assertThat(blind.admits(3)).isFalse();
    assertThat(blind.siteFilter()).isEmpty();
  }

  private static Access access(Role role, String permissions, String siteAccess) throws Exception {
    JsonNode permissionsNode = JSON.readTree(permissions);
    Access.Member member = new Access.Member(1, 1, "a@example.org", role);
    return Access.of(member, permissionsNode, JSON.readTree(siteAccess));
  }
}
