package org.busbar.sunspec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point of a SunSpec model, as maps write it: {@code 103.W}, {@code 160.module[1].DCW}, or {@code
 * 160.module[*].DCW} for every instance.
 *
 * @param model id, 1 to 65535
 * @param group name of the group, empty for the model's own points
 * @param instance 1-based instance of the group; 0 for every one, and outside groups
 * @param point name of the point
 */
public record SunSpecRef(int model, String group, int instance, String point) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final Pattern FORM =
      Pattern.compile(
          "([1-9][0-9]{0,4})(?:\\.(" + NAME + ")\\[([1-9][0-9]{0,3}|\\*)])?\\.(" + NAME + ")");

  /** Reads the form that maps write; empty when it is not of that form. */
  public static Optional<SunSpecRef> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int model = Integer.parseInt(form.group(1));
    if (form.group(2) == null) {
      return Optional.of(new SunSpecRef(model, "", 0, form.group(4)));
    }
    int instance = form.group(3).equals("*") ? 0 : Integer.parseInt(form.group(3));
    return Optional.of(new SunSpecRef(model, form.group(2), instance, form.group(4)));
  }

  /** Whether it stands for every instance of its group. */
  public boolean everyInstance() {
    return !group.isEmpty() && instance == 0;
  }

  /** The same point of one instance. */
  public SunSpecRef ofInstance(int number) {
    return new SunSpecRef(model, group, number, point);
  }

  @Override
  public String toString() {
    if (group.isEmpty()) {
      return model + "." + point;
    }
    return model + "." + group + "[" + (instance == 0 ? "*" : instance) + "]." + point;
  }
}
