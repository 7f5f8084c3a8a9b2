package org.busbar.poller.outbox;

/** The outbox failed while open. Nothing of the failed step is stored; it may be tried again. */
public final class OutboxFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutboxFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
