package org.busbar.maps;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Reads a value that stands at addresses of its own. */
final class PlacedValue {
  private final Findings findings;
  private final String pointer;
  private final JsonNode node;

  /** A key of the value, else of the map's defaults, else this. */
  @FunctionalInterface
  interface Texts {
    String of(JsonNode node, String key, String otherwise);
  }

  PlacedValue(Findings findings, String pointer, JsonNode node) {
    this.findings = findings;
    this.pointer = pointer;
    this.node = node;
  }

  void read(MapValueBuilder value, Texts texts) {
    RegisterTable table = MapReader.table(texts.of(node, "table", "holding_register"));
    RawType type = type(table);
    int length = length(type);
    value.type(type).length(length).addresses(addresses(type, length));
    order(value, type, texts);
    value.sentinels(sentinels(type));
    if (node.has("scale_factor")) {
      value.scaleFactor(node.path("scale_factor").asText());
    }
    bits(value, type);
  }

  private RawType type(RegisterTable table) {
    String word = node.path("type").asText("");
    if (word.isEmpty() && table.bits()) {
      return RawType.BIT;
    }
    if (word.isEmpty()) {
      String fix = "add 'type: …' as the maker's document says";
      findings.add("M116", pointer, "the type of '" + name() + "' is missing", fix);
      return RawType.UINT16;
    }
    RawType type = RawType.valueOf(word.toUpperCase(Locale.ROOT));
    if ((type == RawType.BIT) != table.bits()) {
      String message = "a " + table.word() + " cannot hold a " + word;
      String fix =
          table.bits() ? "use type: bit" : "use bits: {shift: …} for one bit of a register";
      findings.add("M116", pointer + "/type", message, fix);
    }
    return type;
  }

  private String name() {
    return node.path("name").asText();
  }

  private int length(RawType type) {
    if (type == RawType.STRING && !node.has("length")) {
      findings.add("M109", pointer, "string '" + name() + "' has no length", "add 'length: …'");
    }
    if (type != RawType.STRING && node.has("length")) {
      String message = "a " + type.word() + " always takes " + type.registers() + " registers";
      findings.add("M109", pointer + "/length", message, "remove the length");
    }
    return type == RawType.STRING ? node.path("length").asInt(1) : type.registers();
  }

  private List<Integer> addresses(RawType type, int length) {
    JsonNode stated = node.path("address");
    List<Integer> addresses = new ArrayList<>();
    if (stated.isArray()) {
      stated.forEach(address -> addresses.add(address.asInt()));
      if (addresses.size() != length) {
        String message =
            "a " + type.word() + " takes " + length + " addresses, not " + addresses.size();
        findings.add("M112", pointer + "/address", message, "list each register once");
      }
    } else {
      int first = stated.asInt();
      IntStream.range(0, length).forEach(i -> addresses.add(first + i));
    }
    boolean distinct = addresses.stream().distinct().count() == addresses.size();
    boolean inside = addresses.stream().allMatch(a -> a >= 0 && a <= 65535) && intSized(stated);
    if (!inside) {
      String message = "'" + name() + "' does not lie within the addresses 0 to 65535";
      String fix = "write the address as it stands on the wire, counted from 0";
      findings.add("M110", pointer + "/address", message, fix);
    } else if (!distinct) {
      findings.add("M112", pointer + "/address", "an address stands there twice", "mend the list");
    }
    return inside && addresses.size() == length
        ? addresses
        : IntStream.range(0, length).boxed().toList();
  }

  private static boolean intSized(JsonNode stated) {
    if (!stated.isArray()) {
      return stated.canConvertToInt();
    }
    return IntStream.range(0, stated.size()).allMatch(i -> stated.get(i).canConvertToInt());
  }

  private void order(MapValueBuilder value, RawType type, Texts texts) {
    if (node.has("word_order") && !type.hasWordOrder()) {
      String message =
          "word_order needs a 32- or 64-bit type ('" + name() + "' is " + type.word() + ")";
      findings.add("M104", pointer + "/word_order", message, "remove it, or mend the type");
    }
    boolean little = texts.of(node, "word_order", "big").equals("little");
    value.wordOrder(little && type.hasWordOrder() ? WordOrder.LITTLE : WordOrder.BIG);
    boolean swapped = texts.of(node, "byte_order", "big").equals("little");
    value.byteOrder(swapped && type != RawType.BIT ? ByteOrder.LITTLE : ByteOrder.BIG);
  }

  private List<Long> sentinels(RawType type) {
    List<Long> raw = new ArrayList<>();
    JsonNode list = node.path("sentinels");
    for (int i = 0; i < list.size(); i++) {
      BigDecimal number = list.get(i).decimalValue();
      if (fits(number, type)) {
        raw.add(rawBits(number, type));
      } else {
        String message = number.toPlainString() + " does not fit into a " + type.word();
        findings.add("M119", pointer + "/sentinels/" + i, message, "write the raw number");
      }
    }
    return raw;
  }

  private static boolean fits(BigDecimal number, RawType type) {
    if (type.isFloat()) {
      return true;
    }
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    BigInteger limit = BigInteger.ONE.shiftLeft(type.bits());
    BigDecimal least = new BigDecimal(limit.shiftRight(1).negate());
    return type.bits() > 0
        && whole
        && number.compareTo(least) >= 0
        && number.compareTo(new BigDecimal(limit)) < 0;
  }

  private static long rawBits(BigDecimal number, RawType type) {
    if (type == RawType.FLOAT32) {
      return Float.floatToRawIntBits(number.floatValue()) & 0xFFFFFFFFL;
    }
    if (type == RawType.FLOAT64) {
      return Double.doubleToRawLongBits(number.doubleValue());
    }
    long raw = number.toBigInteger().longValue();
    return type.bits() == 64 ? raw : raw & ((1L << type.bits()) - 1);
  }

  private void bits(MapValueBuilder value, RawType type) {
    JsonNode bits = node.path("bits");
    if (!bits.isObject()) {
      return;
    }
    int shift = bits.path("shift").asInt();
    int width = bits.path("width").asInt(1);
    boolean whole = !type.isFloat() && type != RawType.STRING && type != RawType.BIT;
    boolean digits = type == RawType.BCD16 || type == RawType.BCD32 || type == RawType.SUNSSF;
    if (!whole || digits || shift + width > type.bits()) {
      String message = "bits " + shift + " to " + (shift + width - 1) + " are not within a ";
      findings.add("M117", pointer + "/bits", message + type.word(), "mend shift and width");
      return;
    }
    value.bits(new BitField(shift, width));
  }
}
