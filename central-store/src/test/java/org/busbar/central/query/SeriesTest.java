package org.busbar.central.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
  private static final Fleet.SiteName SITE = new Fleet.SiteName(1, "a", "Europe/Berlin");

  @Test
  void aGapGetsAnEmptyMomentSoThatNoLineBridgesIt() {
    Series series = Series.of(SITE, 60, buckets(0, 60, 120, 600, 660));

    assertThat(series.time()).containsExactly(0L, 60L, 120L, 180L, 600L, 660L);
    assertThat(series.solarPowerKw()).containsExactly(1.0, 1.0, 1.0, null, 1.0, 1.0);
  }

  @Test
  void slowReadingsAreNoGaps() {
    Series series = Series.of(SITE, 60, buckets(0, 900, 1800, 2700));

    assertThat(series.time()).hasSize(4).doesNotContain(60L);
  }

  @Test
  void oneOrNoReadingIsFine() {
    assertThat(Series.of(SITE, 60, List.of()).time()).isEmpty();
    assertThat(Series.of(SITE, 60, buckets(60)).time()).containsExactly(60L);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 10", "PT24H, 300", "P3D, 600", "P30D, 7200", "P400D, 86400"})
  void theBucketsFitTheChart(Duration range, int expected) {
    assertThat(SiteSeries.bucketSeconds(range)).isEqualTo(expected);
    assertThat(range.toSeconds() / expected).isLessThanOrEqualTo(500);
  }

  private static List<Series.Bucket> buckets(long... seconds) {
    return LongStream.of(seconds)
        .mapToObj(s -> new Series.Bucket(Instant.ofEpochSecond(s), 1.0, 2.0, 3.0, null, 50.0))
        .toList();
  }
}
