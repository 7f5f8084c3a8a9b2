package org.busbar.maps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one value of several; adds in decimals, so that 0.1 + 0.2 is 0.3. */
final class Combining {
  private Combining() {}

  /**
   * The combined sample.
   *
   * @param samples one for each term, in their order
   */
  static Sample combine(MapValue value, Combination combination, List<Sample> samples) {
    return switch (combination.kind()) {
      case FIRST -> first(value, combination, samples);
      case SUM -> total(value, combination, samples, false);
      case MEAN -> total(value, combination, samples, true);
    };
  }

  private static Sample first(MapValue value, Combination combination, List<Sample> samples) {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (sample.quality() == Quality.NOT_IMPLEMENTED) {
        continue;
      }
      if (!sample.good()) {
        return Sample.missing(value, sample.quality());
      }
      if (Double.isNaN(sample.number())) {
        return new Sample(value, Double.NaN, sample.text(), Quality.GOOD);
      }
      BigDecimal number = times(sample, combination.terms().get(i));
      return good(value, number, sample.text());
    }
    return Sample.missing(value, Quality.NOT_IMPLEMENTED);
  }

  private static Sample total(
      MapValue value, Combination combination, List<Sample> samples, boolean mean) {
    BigDecimal total = BigDecimal.ZERO;
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      Term term = combination.terms().get(i);
      if (term.optional() && sample.quality() == Quality.NOT_IMPLEMENTED) {
        continue;
      }
      if (!sample.good()) {
        return Sample.missing(value, sample.quality());
      }
      if (Double.isNaN(sample.number())) {
        return Sample.missing(value, Quality.BAD_CONFIG);
      }
      total = total.add(times(sample, term));
      count++;
    }
    if (count == 0) {
      return Sample.missing(value, Quality.NOT_IMPLEMENTED);
    }
    BigDecimal number =
        mean ? total.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64) : total;
    return good(value, number, null);
  }

  private static BigDecimal times(Sample sample, Term term) {
    return BigDecimal.valueOf(sample.number()).multiply(BigDecimal.valueOf(term.factor()));
  }

  private static Sample good(MapValue value, BigDecimal plain, @Nullable String text) {
    double number = plain.multiply(BigDecimal.valueOf(value.sign())).doubleValue();
    boolean inRange = number >= value.min() && number <= value.max();
    return inRange
        ? new Sample(value, number, text, Quality.GOOD)
        : Sample.missing(value, Quality.BAD_RANGE);
  }
}
