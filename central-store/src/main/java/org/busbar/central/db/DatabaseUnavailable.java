package org.busbar.central.db;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message names its address, why, and what to do. */
public final class DatabaseUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
