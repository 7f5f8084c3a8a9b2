package org.busbar.maps;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.busbar.sunspec.SunSpecRef;
import org.jspecify.annotations.Nullable;

/** Fills in a {@link MapValue}, whose components say what each means. */
public final class MapValueBuilder {
  private String name;
  private @Nullable String point;
  private RegisterTable table = RegisterTable.HOLDING_REGISTER;
  private List<Integer> addresses = List.of();
  private RawType type = RawType.UINT16;
  private int length = 1;
  private WordOrder wordOrder = WordOrder.BIG;
  private ByteOrder byteOrder = ByteOrder.BIG;
  private double scale = 1;
  private double offset = 0;
  private @Nullable String scaleFactor;
  private List<Long> sentinels = List.of();
  private @Nullable BitField bits;
  private Map<Long, String> symbols = Map.of();
  private String unit = "";
  private int sign = 1;
  private double min = Double.NEGATIVE_INFINITY;
  private double max = Double.POSITIVE_INFINITY;
  private String group = MapValue.MAIN_GROUP;
  private String source = "";
  private @Nullable Combination combination;
  private @Nullable Gate gate;
  private @Nullable SignCode signCode;
  private List<SunSpecRef> sunspec = List.of();

  MapValueBuilder(String name) {
    this.name = name;
  }

  MapValueBuilder(MapValue value) {
    this.name = value.name();
    this.point = value.point();
    this.table = value.table();
    this.addresses = value.addresses();
    this.type = value.type();
    this.length = value.length();
    this.wordOrder = value.wordOrder();
    this.byteOrder = value.byteOrder();
    this.scale = value.scale();
    this.offset = value.offset();
    this.scaleFactor = value.scaleFactor();
    this.sentinels = value.sentinels();
    this.bits = value.bits();
    this.symbols = value.symbols();
    this.unit = value.unit();
    this.sign = value.sign();
    this.min = value.min();
    this.max = value.max();
    this.group = value.group();
    this.source = value.source();
    this.combination = value.combination();
    this.gate = value.gate();
    this.signCode = value.signCode();
    this.sunspec = value.sunspec();
  }

  /** A type with its own number of registers, at contiguous addresses from this one. */
  public MapValueBuilder at(int address, RawType type) {
    return at(address, type, type.registers());
  }

  /** A type that takes this many registers, at contiguous addresses from this one. */
  public MapValueBuilder at(int address, RawType type, int registers) {
    this.type = type;
    this.length = registers;
    this.addresses = IntStream.range(address, address + registers).boxed().toList();
    return this;
  }

  public MapValueBuilder name(String name) {
    this.name = name;
    return this;
  }

  public MapValueBuilder point(@Nullable String point) {
    this.point = point;
    return this;
  }

  public MapValueBuilder table(RegisterTable table) {
    this.table = table;
    return this;
  }

  public MapValueBuilder addresses(List<Integer> addresses) {
    this.addresses = addresses;
    return this;
  }

  public MapValueBuilder type(RawType type) {
    this.type = type;
    return this;
  }

  public MapValueBuilder length(int length) {
    this.length = length;
    return this;
  }

  public MapValueBuilder wordOrder(WordOrder wordOrder) {
    this.wordOrder = wordOrder;
    return this;
  }

  public MapValueBuilder byteOrder(ByteOrder byteOrder) {
    this.byteOrder = byteOrder;
    return this;
  }

  public MapValueBuilder scale(double scale) {
    this.scale = scale;
    return this;
  }

  public MapValueBuilder offset(double offset) {
    this.offset = offset;
    return this;
  }

  public MapValueBuilder scaleFactor(@Nullable String scaleFactor) {
    this.scaleFactor = scaleFactor;
    return this;
  }

  public MapValueBuilder sentinels(List<Long> sentinels) {
    this.sentinels = sentinels;
    return this;
  }

  public MapValueBuilder bits(@Nullable BitField bits) {
    this.bits = bits;
    return this;
  }

  public MapValueBuilder symbols(Map<Long, String> symbols) {
    this.symbols = symbols;
    return this;
  }

  public MapValueBuilder unit(String unit) {
    this.unit = unit;
    return this;
  }

  public MapValueBuilder sign(int sign) {
    this.sign = sign;
    return this;
  }

  public MapValueBuilder min(double min) {
    this.min = min;
    return this;
  }

  public MapValueBuilder max(double max) {
    this.max = max;
    return this;
  }

  public MapValueBuilder group(String group) {
    this.group = group;
    return this;
  }

  public MapValueBuilder source(String source) {
    this.source = source;
    return this;
  }

  public MapValueBuilder combination(@Nullable Combination combination) {
    this.combination = combination;
    return this;
  }

  public MapValueBuilder gate(@Nullable Gate gate) {
    this.gate = gate;
    return this;
  }

  public MapValueBuilder signCode(@Nullable SignCode signCode) {
    this.signCode = signCode;
    return this;
  }

  public MapValueBuilder sunspec(List<SunSpecRef> sunspec) {
    this.sunspec = sunspec;
    return this;
  }

  public MapValue build() {
    return new MapValue(
        name,
        point,
        table,
        addresses,
        type,
        length,
        wordOrder,
        byteOrder,
        scale,
        offset,
        scaleFactor,
        sentinels,
        bits,
        symbols,
        unit,
        sign,
        min,
        max,
        group,
        source,
        combination,
        gate,
        signCode,
        sunspec);
  }
}
