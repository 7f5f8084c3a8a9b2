package org.busbar.maps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decoder's inverse: writes what a device would hold. It remembers what it wrote, so that
 * values may share a register. Not for use by several threads at once.
 */
public final class Encoder {
  private static final Map<String, Integer> USUAL_EXPONENTS =
      Map.of("V", -1, "A", -1, "W", 1, "Wh", 0, "Hz", -2, "°C", -1, "%", -1);

  private final RegisterMap map;
  private final Map<String, MapValue> byName = new HashMap<>();
  private final Map<String, Integer> exponents = new HashMap<>();
  private final Map<RegisterTable, Map<Integer, Integer>> written = new HashMap<>();

  /** Of a map; of one that names SunSpec points, the map resolved against a chain. */
  public Encoder(RegisterMap map) {
    this.map = map;
    map.values().forEach(v -> byName.put(v.name(), v));
    for (MapValue value : map.values()) {
      if (value.scaleFactor() != null) {
        exponents.putIfAbsent(value.scaleFactor(), USUAL_EXPONENTS.getOrDefault(value.unit(), 0));
      }
    }
  }

  /**
   * Writes a number. Of a sum or mean, its terms are written, in equal shares; of a first, its
   * first term that has registers. Scale factors and codes of direction are written along.
   *
   * @param valueName name of the value in the map
   * @param number in the unit of the value's point and Busbar's sign
   * @throws IllegalArgumentException when the value does not exist, has no registers, or cannot
   *     hold the number
   */
  public void encode(String valueName, double number, WordSink sink) {
    MapValue value = value(valueName);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(valueName + ": " + number + " is no number to encode");
    }
    Combination combination = value.combination();
    if (combination != null) {
      combined(value, combination, number, sink);
      return;
    }
    requireRegisters(value);
    double magnitude = direction(value, number, sink);
    String factor = value.scaleFactor();
    int exponent = factor == null ? 0 : exponents.getOrDefault(factor, 0);
    if (factor != null) {
      setScaleFactor(factor, exponent, sink);
    }
    new RawEncoder(value).number(magnitude, exponent, remembering(sink), old(value));
  }

  /** Writes a text, cut at the value's length; of a state, its code by name. */
  public void encodeText(String valueName, String text, WordSink sink) {
    MapValue value = value(valueName);
    requireRegisters(value);
    if (value.type() == RawType.STRING) {
      new RawEncoder(value).text(text, remembering(sink));
      return;
    }
    long code =
        value.symbols().entrySet().stream()
            .filter(e -> e.getValue().equals(text))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(valueName + " has no '" + text + "'"));
    new RawEncoder(value).code(code, remembering(sink), old(value));
  }

  /**
   * Writes what the device sends when it has no value.
   *
   * @return false, with nothing written, when the value has no such code
   */
  public boolean encodeMissing(String valueName, WordSink sink) {
    MapValue value = value(valueName);
    return value.readable() && new RawEncoder(value).missing(remembering(sink));
  }

  /**
   * Writes the power of ten that a scale factor shall hold from now on; values encoded before keep
   * their raw numbers.
   *
   * @param valueName name of the scale factor's value
   * @param exponent −10 to 10
   */
  public void setScaleFactor(String valueName, int exponent, WordSink sink) {
    MapValue value = value(valueName);
    if (value.type() != RawType.SUNSSF || Math.abs(exponent) > 10) {
      throw new IllegalArgumentException(valueName + " cannot hold the exponent " + exponent);
    }
    exponents.put(valueName, exponent);
    new RawEncoder(value).code(exponent, remembering(sink), 0);
  }

  private MapValue value(String name) {
    MapValue value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("map " + map.id() + " has no value '" + name + "'");
    }
    return value;
  }

  private static void requireRegisters(MapValue value) {
    if (!value.readable()) {
      throw new IllegalArgumentException(value.name() + " has no registers in this device");
    }
  }

  private double direction(MapValue value, double number, WordSink sink) {
    SignCode code = value.signCode();
    if (code == null) {
      return number;
    }
    double plain = number * value.sign();
    long word = plain < 0 ? code.negative().get(0) : positiveCode(code);
    encode(code.value(), (double) word, sink);
    return Math.abs(plain) * value.sign();
  }

  private static long positiveCode(SignCode code) {
    if (!code.positive().isEmpty()) {
      return code.positive().get(0);
    }
    long free = 0;
    while (code.negative().contains(free)) {
      free++;
    }
    return free;
  }

  private void combined(MapValue value, Combination combination, double number, WordSink sink) {
    double plain = number * value.sign();
    List<Term> terms =
        combination.terms().stream().filter(t -> hasRegisters(value(t.value()))).toList();
    if (terms.isEmpty()) {
      throw new IllegalArgumentException(value.name() + " has no registers in this device");
    }
    int shares = combination.kind() == Combination.Kind.SUM ? terms.size() : 1;
    int used = combination.kind() == Combination.Kind.FIRST ? 1 : terms.size();
    for (Term term : terms.subList(0, used)) {
      encode(term.value(), plain / shares / term.factor(), sink);
    }
  }

  private boolean hasRegisters(MapValue value) {
    Combination combination = value.combination();
    return combination == null
        ? value.readable()
        : combination.terms().stream().anyMatch(t -> hasRegisters(value(t.value())));
  }

  private WordSink remembering(WordSink sink) {
    return (table, address, word) -> {
      written.computeIfAbsent(table, t -> new HashMap<>()).put(address, word);
      sink.set(table, address, word);
    };
  }

  /** What the value's words hold by now, most significant first; 0 where nothing was written. */
  private long old(MapValue value) {
    RegisterImage image = new RegisterImage();
    Map<Integer, Integer> words = written.getOrDefault(value.table(), Map.of());
    value.addresses().forEach(a -> image.put(value.table(), a, words.getOrDefault(a, 0)));
    return value.length() > 4 ? 0 : new Words(value).raw(image);
  }
}
