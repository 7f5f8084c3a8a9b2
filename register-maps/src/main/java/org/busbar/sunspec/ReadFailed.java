package org.busbar.sunspec;

import org.busbar.maps.Quality;

/** A request got no words. */
public final class ReadFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Quality quality;

  /**
   * A failure of one request.
   *
   * @param quality why; BAD_COMM when nobody answered
   */
  public ReadFailed(Quality quality, String message) {
    super(message);
    this.quality = quality;
  }

  public Quality quality() {
    return quality;
  }

  /** Whether the device answered, if only to refuse. */
  public boolean answered() {
    return quality != Quality.BAD_COMM && quality != Quality.BAD_GATEWAY;
  }
}
