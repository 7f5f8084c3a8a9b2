package org.busbar.poller.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.busbar.maps.MapValue;
import org.busbar.maps.RawType;
import org.busbar.maps.RegisterImage;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.Sample;
import org.busbar.poller.config.DeviceConfig;

/** Values as installers compare them with a manual: both addresses, raw words, value, quality. */
final class ValueTable {
  private static final String[] HEAD = {
    "value", "point", "manual", "wire", "raw", "reading", "unit", "quality"
  };

  private final RegisterImage image;

  ValueTable(RegisterImage image) {
    this.image = image;
  }

  void print(PrintWriter out, DeviceConfig device, List<Sample> samples) {
    out.printf(Locale.ROOT, "%s  %s unit id %d%n", device.name(), device.link(), device.unitId());
    List<String[]> rows = new ArrayList<>();
    rows.add(HEAD);
    // Scale factors only serve other values; --json lists them too.
    samples.stream().filter(s -> s.value().type() != RawType.SUNSSF).forEach(s -> rows.add(row(s)));
    int[] widths = new int[HEAD.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < row.length; i++) {
        int pad = widths[i] - row[i].codePointCount(0, row[i].length());
        line.append(' ').append(row[i]).append(" ".repeat(pad)).append(' ');
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private String[] row(Sample sample) {
    MapValue value = sample.value();
    return new String[] {
      value.name(),
      sample.point().orElse(""),
      manual(value),
      wire(value),
      raw(value),
      reading(sample),
      sample.good() ? value.unit() : "",
      sample.quality().name()
    };
  }

  ObjectNode json(DeviceConfig device, List<Sample> samples) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("device", device.name()).put("link", device.link()).put("unitId", device.unitId());
    ArrayNode values = node.putArray("values");
    for (Sample sample : samples) {
      ObjectNode item = values.addObject().put("name", sample.value().name());
      sample.point().ifPresent(p -> item.put("point", p));
      item.put("manual", manual(sample.value())).put("wire", wire(sample.value()));
      item.put("raw", raw(sample.value()));
      if (!Double.isNaN(sample.number())) {
        item.put("value", sample.number());
      }
      if (sample.text() != null) {
        item.put("text", sample.text());
      }
      item.put("unit", sample.value().unit()).put("quality", sample.quality().name());
    }
    return node;
  }

  /** The address as most manuals print it: table digit and a number that counts from 1. */
  private static String manual(MapValue value) {
    if (value.addresses().isEmpty()) {
      return "";
    }
    int digit = digit(value.table());
    return String.format(Locale.ROOT, "%d%05d", digit, value.addresses().get(0) + 1);
  }

  private static int digit(RegisterTable table) {
    return switch (table) {
      case COIL -> 0;
      case DISCRETE_INPUT -> 1;
      case INPUT_REGISTER -> 3;
      case HOLDING_REGISTER -> 4;
    };
  }

  private static String wire(MapValue value) {
    return value.addresses().isEmpty() ? "" : value.table().word() + " " + value.addresses().get(0);
  }

  private String raw(MapValue value) {
    StringBuilder hex = new StringBuilder();
    for (int address : value.addresses()) {
      OptionalInt word = image.word(value.table(), address);
      hex.append(hex.isEmpty() ? "" : " ");
      hex.append(word.isPresent() ? String.format(Locale.ROOT, "%04X", word.getAsInt()) : "----");
    }
    return hex.length() > 39 ? hex.substring(0, 38) + "…" : hex.toString();
  }

  private static String reading(Sample sample) {
    if (sample.text() != null) {
      return sample.text();
    }
    if (Double.isNaN(sample.number())) {
      return "";
    }
    String text = String.format(Locale.ROOT, "%.3f", sample.number());
    return text.replaceFirst("\\.?0+$", "");
  }
}
