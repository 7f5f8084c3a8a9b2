package org.busbar.poller.outbox;

/** The outbox cannot be opened: another process has it, it is damaged, or it is from the future. */
public final class OutboxUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  OutboxUnusable(String message) {
    super(message);
  }

  OutboxUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
