package org.busbar.poller.command;

/** What the programs of Busbar end with. */
final class ExitCode {
  static final int OK = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;
  static final int CONFIG_INVALID = 3;
  static final int UNREACHABLE = 4;
  static final int AUTH_MISSING = 7;
  static final int OUTBOX = 8;
  static final int PARTIAL = 9;
  static final int INTERNAL = 70;

  private ExitCode() {}
}
