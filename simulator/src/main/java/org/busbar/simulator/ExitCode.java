package org.busbar.simulator;

/** Exit codes, the same for all of Busbar's programs. */
final class ExitCode {
  static final int OK = 0;
  static final int USAGE = 2;
  static final int CONFIG = 3;
  static final int UNREACHABLE = 6;
  static final int AUTH = 7;
  static final int PARTIAL = 9;
  static final int INTERNAL = 70;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
