package org.busbar.simulator;

import java.time.Instant;

/**
 * Sun, clouds, air and load of a place: pure functions of the instant.
 *
 * @param parameters the site
 * @param noise source of what is not regular
 */
record Weather(SiteParameters parameters, Noise noise) {
  private static final int DAYS = 0;
  private static final int HOURS = 1;
  private static final int MINUTES = 2;
  private static final int AIR = 3;
  private static final int LOAD_SLOW = 4;
  private static final int LOAD_FAST = 5;
  private static final int VOLTAGE = 6;
  private static final int FREQUENCY = 7;
  private static final int STRING = 10;

  /** DC power of the whole array in kW, 0..solar_kw. */
  double arrayKw(Instant at) {
    double sky =
        Sun.clearSky(Sun.sineOfElevation(at, parameters.latitude(), parameters.longitude()));
    double share = Math.min(1, sky / 1000) * (1 - 0.85 * cloud(seconds(at)));
    return parameters.solarKw() * share;
  }

  /** Share of the array's power that inverter 1 gets, 0.47..0.55. */
  double firstShare(Instant at) {
    return 0.51 + 0.02 * noise.at(STRING, seconds(at), 900) + 0.02 * noise.lattice(STRING, -1);
  }

  /** Outdoor air in °C. */
  double air(Instant at) {
    double year = seconds(at) / 31_556_952.0 * 2 * Math.PI;
    double north = Math.signum(parameters.latitude());
    double season = -Math.cos(year - 0.35) * north * Math.abs(parameters.latitude()) / 4;
    double day = 5 * Math.cos((localHour(at) - 15) / 24 * 2 * Math.PI);
    return 25
        - Math.abs(parameters.latitude()) / 4
        + season
        + day
        + 3 * noise.at(AIR, seconds(at), 40_000);
  }

  /** Load in kW, 0 or more: base, a morning and an evening peak, appliances. */
  double loadKw(Instant at) {
    double hour = localHour(at);
    double shape =
        0.55 + peak(hour, 7.5, 1.2) * 0.7 + peak(hour, 13, 2.5) * 0.4 + peak(hour, 19.5, 2) * 1.1;
    double appliances =
        0.12 * noise.at(LOAD_SLOW, seconds(at), 1_200)
            + 0.08 * noise.at(LOAD_FAST, seconds(at), 45);
    return parameters.loadKw() * shape * (1 + appliances);
  }

  /** Voltage of the grid without this site's part in V, within 2 % of the nominal voltage. */
  double gridVolts(Instant at) {
    double noisy =
        0.012 * noise.at(VOLTAGE, seconds(at), 3_600)
            + 0.003 * noise.at(VOLTAGE + 100, seconds(at), 20);
    return nominalVolts() * (1 + noisy);
  }

  /** Nominal voltage, phase to neutral: 230 V (IEC 60038) or 240 V. */
  double nominalVolts() {
    return parameters.gridHertz() == 50 ? 230 : 240;
  }

  /** Frequency of the grid in Hz, within 0.05 Hz of the nominal one. */
  double gridHertz(Instant at) {
    return parameters.gridHertz()
        + 0.03 * noise.at(FREQUENCY, seconds(at), 300)
        + 0.015 * noise.at(FREQUENCY + 100, seconds(at), 15);
  }

  private double cloud(double seconds) {
    double dull =
        0.45 + 0.45 * noise.at(DAYS, seconds, 130_000) + 0.25 * noise.at(HOURS, seconds, 9_000);
    double covered = Math.max(0, Math.min(1, dull));
    double passing = 0.75 + 0.25 * noise.at(MINUTES, seconds, 150);
    return covered * passing;
  }

  private double localHour(Instant at) {
    double hours = seconds(at) / 3600 + parameters.longitude() / 15;
    return hours - 24 * Math.floor(hours / 24);
  }

  private static double peak(double hour, double middle, double width) {
    double apart = Math.abs(hour - middle);
    double around = Math.min(apart, 24 - apart) / width;
    return Math.exp(-around * around / 2);
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() * 1e-9;
  }
}
