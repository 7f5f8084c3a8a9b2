package org.busbar.central.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestDatabase.class)
class ConnectivityTest {
  private static final Instant NOW = TestDatabase.NOW;

  @ParameterizedTest
  @CsvSource({
    "0, online",
    "600, online",
    "601, delayed",
    "1800, delayed",
    "1801, offline",
    "999999, offline"
  })
  void isDerivedFromTheSilenceInSqlAsInJava(
      long secondsOfSilence, String expected, Database database) {
    Instant seen = NOW.minusSeconds(secondsOfSilence);

    assertThat(Connectivity.of(seen, NOW)).hasToString(expected);
    String inSql =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT reporting.connectivity(:seen, :now)")
                        .bind("seen", seen.atOffset(ZoneOffset.UTC))
                        .bind("now", NOW.atOffset(ZoneOffset.UTC))
                        .mapTo(String.class)
                        .one());
    assertThat(inSql).isEqualTo(expected);
  }

  @Test
  void aSiteThatWasNeverSeenIsUnknown() {
    assertThat(Connectivity.of(null, NOW)).isEqualTo(Connectivity.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"60, 180", "10, 30", "1, 30", "300, 600", ", 600"})
  void valuesAreStaleAfterThreeUsualIntervals(Double interval, long expected) {
    assertThat(FleetSite.staleAfter(interval)).isEqualTo(expected);
  }
}
