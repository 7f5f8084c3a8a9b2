package org.busbar.simulator;

import java.time.Instant;

/** Where the sun stands and what a clear sky lets through. */
final class Sun {
  private static final double J2000_SECONDS = 946_728_000;
  private static final double DAY_SECONDS = 86_400;

  private Sun() {}

  /**
   * Sine of the sun's elevation, by the low-precision formulas of the Astronomical Almanac (good to
   * 0.01 degrees, refraction left out).
   *
   * @param latitude degrees, north +, -90..90
   * @param longitude degrees, east +, -180..180
   * @return -1..1; above 0 the sun is up
   */
  static double sineOfElevation(Instant at, double latitude, double longitude) {
    double days = (at.getEpochSecond() + at.getNano() * 1e-9 - J2000_SECONDS) / DAY_SECONDS;
    double anomaly = Math.toRadians(357.528 + 0.9856003 * days);
    double ecliptic =
        Math.toRadians(
            280.460 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.020 * Math.sin(2 * anomaly));
    double obliquity = Math.toRadians(23.439 - 0.0000004 * days);
    double declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic));
    double ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic));
    double sidereal = Math.toRadians(280.46062 + 360.98564737 * days + longitude);
    double lat = Math.toRadians(latitude);
    return Math.sin(lat) * Math.sin(declination)
        + Math.cos(lat) * Math.cos(declination) * Math.cos(sidereal - ascension);
  }

  /**
   * Irradiance on the ground under a clear sky (Haurwitz, 1945).
   *
   * @return W/m², 0..1040
   */
  static double clearSky(double sineOfElevation) {
    if (sineOfElevation <= 0.001) {
      return 0;
    }
    return 1098 * sineOfElevation * Math.exp(-0.057 / sineOfElevation);
  }
}
