package org.busbar.central;

/** How a command ended, for the shell that started it; the same numbers in every program. */
public enum ExitCode {
  OK(0),
  FINDINGS(1),
  USAGE(2),
  BAD_CONFIG(3),
  DATABASE_UNREACHABLE(6),
  INTERNAL(70),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number for the shell, 0 to 255. */
  public int code() {
    return code;
  }
}
