package org.busbar.central.ingest;

import java.io.IOException;

/** A body that is refused as a whole; caught where the request is answered. */
final class BadBatch extends IOException {
  private static final long serialVersionUID = 1L;

  /** HTTP status, 400 to 499. */
  private final int status;

  private final String code;

  BadBatch(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
