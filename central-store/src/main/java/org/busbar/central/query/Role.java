package org.busbar.central.query;

import java.util.Locale;
import java.util.Optional;

/**
 * What a member of an organization is, and may do unless a permission of the member says otherwise.
 */
public enum Role {
  OWNER,
  ADMIN,
  OPERATOR,
  VIEWER;

  boolean may(Capability capability) {
    return switch (this) {
      case OWNER -> true;
      case ADMIN ->
          capability != Capability.EDIT_ORGANIZATION && capability != Capability.CHANGE_USERS;
      case OPERATOR ->
          switch (capability) {
            case VIEW, ACKNOWLEDGE_ALERTS, EDIT_EQUIPMENT, VIEW_USERS -> true;
            case DISMISS_ALERTS,
                MANAGE_SITES,
                EDIT_ORGANIZATION,
                INVITE_USERS,
                CHANGE_USERS,
                VIEW_AUDIT ->
                false;
          };
      case VIEWER -> capability == Capability.VIEW;
    };
  }

  /** The role whose name is stored as {@code text} in {@code organization_users.role}. */
  public static Optional<Role> of(String text) {
    for (Role role : values()) {
      if (role.toString().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
