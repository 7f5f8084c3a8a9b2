package org.busbar.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was probably meant to be. */
public final class NearestWord {
  private NearestWord() {}

  /** The nearest of the known words, unless all are too far away to be meant. */
  public static Optional<String> of(String word, Collection<String> known) {
    String wanted = fold(word);
    int most = Math.max(1, Math.min(3, wanted.length() / 2));
    return known.stream()
        .filter(k -> distance(wanted, fold(k)) <= most)
        .min(
            Comparator.comparingInt((String k) -> distance(wanted, fold(k))).thenComparing(k -> k));
  }

  private static String fold(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace('-', '_');
    return lower.length() > 60 ? lower.substring(0, 60) : lower;
  }

  /** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
