package org.busbar.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with all that is wrong in it, in the order of the file. */
public final class BadFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public BadFile(List<Problem> problems) {
    super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a bad file has at least one problem");
    }
    this.problems = problems.stream().sorted(Problem.BY_PLACE).toList();
  }

  /** All problems, ordered by place; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
