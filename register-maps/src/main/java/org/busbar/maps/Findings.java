package org.busbar.maps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.NearestWord;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;

/** What one file's reading found wrong. */
final class Findings {
  private final YamlFile file;
  private final List<Problem> problems = new ArrayList<>();

  Findings(YamlFile file) {
    this.file = file;
  }

  YamlFile file() {
    return file;
  }

  List<Problem> problems() {
    return problems;
  }

  void add(String code, String pointer, String message, String fix) {
    problems.add(file.problem(code, pointer, message, "", fix));
  }

  void add(String code, String pointer, String message, Allowed allowed) {
    problems.add(file.problem(code, pointer, message, allowed.text(), allowed.fix()));
  }

  void addAll(Collection<Problem> others) {
    problems.addAll(others);
  }

  void throwIfAny() throws BadFile {
    if (!problems.isEmpty()) {
      throw new BadFile(problems);
    }
  }

  /**
   * What may stand in a place, and what to do.
   *
   * @param text the choices
   * @param fix what to do
   */
  record Allowed(String text, String fix) {
    /** The known words, with the one that was probably meant. */
    static Allowed oneOf(String word, Collection<String> known) {
      String fix =
          NearestWord.of(word, known)
              .map(k -> "did you mean '" + k + "'?")
              .orElse("use one of those");
      String all = String.join(", ", new TreeSet<>(known));
      return new Allowed(all.length() > 600 ? all.substring(0, 600) + " …" : all, fix);
    }
  }
}
