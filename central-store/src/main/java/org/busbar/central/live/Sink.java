package org.busbar.central.live;

import java.io.IOException;

/** The far end of one subscription. Only the subscriber's own thread sends; anyone may close. */
public interface Sink {
  /**
   * Sends one event; may wait for a slow receiver.
   *
   * @param json the event's data, one line
   * @throws IOException when the receiver is gone
   */
  void event(String name, String json) throws IOException;

  /** Sends something that receivers ignore, to keep the connection alive and to notice its end. */
  void heartbeat() throws IOException;

  /** Ends the connection; harmless when it has ended. */
  void close();
}
