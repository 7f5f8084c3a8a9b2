package org.busbar.central.query;

import java.util.Optional;

/** Something that a role allows; the key names it in {@code organization_users.permissions}. */
public enum Capability {
  /** See sites, equipment, data and alerts; own profile. */
  VIEW("view"),
  /** Acknowledge and resolve alerts. */
  ACKNOWLEDGE_ALERTS("acknowledgeAlerts"),
  /** Dismiss alerts. */
  DISMISS_ALERTS("dismissAlerts"),
  /** Create, edit and retire sites; add and remove equipment; keys of sites. */
  MANAGE_SITES("manageSites"),
  /** Edit equipment and maintenance records. */
  EDIT_EQUIPMENT("editEquipment"),
  /** Edit the organization's settings. */
  EDIT_ORGANIZATION("editOrganization"),
  /** See the organization's users. */
  VIEW_USERS("viewUsers"),
  /** Invite users; change the roles of operators and viewers, suspend them. */
  INVITE_USERS("inviteUsers"),
  /** Change the roles of admins, remove users, delete the organization. */
  CHANGE_USERS("changeUsers"),
  /** See the audit log. */
  VIEW_AUDIT("viewAudit");

  private final String key;

  Capability(String key) {
    this.key = key;
  }

  /** The key in {@code permissions}, such as {@code acknowledgeAlerts}. */
  public String key() {
    return key;
  }

  static Optional<Capability> ofKey(String key) {
    for (Capability capability : values()) {
      if (capability.key.equals(key)) {
        return Optional.of(capability);
      }
    }
    return Optional.empty();
  }
}
