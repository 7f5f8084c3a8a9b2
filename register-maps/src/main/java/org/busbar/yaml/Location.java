package org.busbar.yaml;

/**
 * A place in a file.
 *
 * @param file name of the file as its reader knows it
 * @param line 1-based
 * @param column 1-based, in characters
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

  public Location {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
  }

  @Override
  public int compareTo(Location other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, which editors and terminals open on a click. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
