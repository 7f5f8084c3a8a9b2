package org.busbar.maps;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns words into numbers with unit, sign and reason; compiled once for a map, used by any thread.
 * The only place in Busbar that turns a sign.
 */
public final class Decoder {
  private final List<MapValue> values;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final @Nullable ValueDecoder[] decoders;
  private final boolean[] dependent;

  /**
   * Compiles a map; of one that names SunSpec points, the map resolved against a device's chain.
   */
  public Decoder(RegisterMap map) {
    this.values = map.values();
    for (int i = 0; i < values.size(); i++) {
      indexes.put(values.get(i).name(), i);
    }
    this.decoders = new @Nullable ValueDecoder[values.size()];
    this.dependent = new boolean[values.size()];
    for (int i = 0; i < values.size(); i++) {
      MapValue value = values.get(i);
      dependent[i] =
          value.combination() != null || value.gate() != null || value.signCode() != null;
      if (value.readable()) {
        String factor = value.scaleFactor();
        decoders[i] = new ValueDecoder(value, factor == null ? null : values.get(index(factor)));
      }
    }
  }

  private int index(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no value '" + name + "'");
    }
    return index;
  }

  /** One sample for each value of the map, in its order. */
  public List<Sample> decode(RegisterImage image) {
    @Nullable Sample[] samples = new @Nullable Sample[values.size()];
    for (int i = 0; i < samples.length; i++) {
      if (!dependent[i]) {
        samples[i] = own(i, image);
      }
    }
    Sample[] all = new Sample[samples.length];
    for (int i = 0; i < samples.length; i++) {
      all[i] = sample(i, image, samples);
    }
    return Arrays.asList(all);
  }

  private Sample own(int index, RegisterImage image) {
    ValueDecoder decoder = decoders[index];
    return decoder == null
        ? Sample.missing(values.get(index), Quality.NOT_IMPLEMENTED)
        : decoder.decode(image);
  }

  private Sample sample(int index, RegisterImage image, @Nullable Sample[] samples) {
    Sample known = samples[index];
    if (known != null) {
      return known;
    }
    Sample made = dependent(index, image, samples);
    samples[index] = made;
    return made;
  }

  private Sample dependent(int index, RegisterImage image, @Nullable Sample[] samples) {
    MapValue value = values.get(index);
    Gate gate = value.gate();
    if (gate != null) {
      Sample other = sample(index(gate.value()), image, samples);
      if (!other.good()) {
        return Sample.missing(value, other.quality());
      }
      if (!gate.open(other.number())) {
        return Sample.missing(value, Quality.NOT_IMPLEMENTED);
      }
    }
    Combination combination = value.combination();
    Sample plain;
    if (combination == null) {
      plain = own(index, image);
    } else {
      List<Sample> terms =
          combination.terms().stream().map(t -> sample(index(t.value()), image, samples)).toList();
      plain = Combining.combine(value, combination, terms);
    }
    SignCode code = value.signCode();
    return code == null || !plain.good()
        ? plain
        : directed(plain, code, sample(index(code.value()), image, samples));
  }

  private static Sample directed(Sample plain, SignCode code, Sample other) {
    if (!other.good()) {
      return Sample.missing(plain.value(), other.quality());
    }
    int sign = code.sign((long) other.number());
    if (plain.number() == 0) {
      return plain;
    }
    if (sign == 0) {
      return Sample.missing(plain.value(), Quality.BAD_RANGE);
    }
    BigDecimal turned = BigDecimal.valueOf(plain.number()).multiply(BigDecimal.valueOf(sign));
    double number = turned.doubleValue();
    boolean inRange = number >= plain.value().min() && number <= plain.value().max();
    return inRange
        ? new Sample(plain.value(), number, plain.text(), Quality.GOOD)
        : Sample.missing(plain.value(), Quality.BAD_RANGE);
  }
}
