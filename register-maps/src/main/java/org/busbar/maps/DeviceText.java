package org.busbar.maps;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text in registers: two bytes each, cut at the first NUL, safe to print and to store. */
final class DeviceText {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private DeviceText() {}

  /** NOT_IMPLEMENTED when every register is 0; bad UTF-8 is replaced, not refused. */
  static Sample decode(MapValue value, Words words, RegisterImage image) {
    byte[] bytes = new byte[words.count() * 2];
    boolean empty = true;
    int length = bytes.length;
    for (int i = 0; i < words.count(); i++) {
      int word = words.cell(image, i);
      empty &= word == 0;
      bytes[2 * i] = (byte) (word >>> 8);
      bytes[2 * i + 1] = (byte) word;
    }
    for (int i = bytes.length - 1; i >= 0; i--) {
      length = bytes[i] == 0 ? i : length;
    }
    if (empty) {
      return Sample.missing(value, Quality.NOT_IMPLEMENTED);
    }
    String raw = new String(bytes, 0, length, StandardCharsets.UTF_8);
    String text = CONTROLS.matcher(raw).replaceAll("").strip();
    return new Sample(value, Double.NaN, text, Quality.GOOD);
  }

  /** The bytes of a text, cut at whole characters, filled with NUL. */
  static byte[] encode(String text, int registers) {
    byte[] bytes = new byte[registers * 2];
    int used = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      String character = text.substring(i, text.offsetByCodePoints(i, 1));
      byte[] part = character.getBytes(StandardCharsets.UTF_8);
      if (used + part.length > bytes.length) {
        break;
      }
      System.arraycopy(part, 0, bytes, used, part.length);
      used += part.length;
    }
    return bytes;
  }
}
