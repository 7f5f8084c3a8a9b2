package org.busbar.central.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests that are committed together, and their readings sorted by site and instant. */
final class Group {
  private final List<Pending> requests;
  // Of each reading: its request, and its row there.
  private final int[] requestOf;
  private final int[] rowOf;
  private final boolean twins;

  /** Two transactions that insert in the same order never deadlock; hence the sorting. */
  Group(List<Pending> unsorted) {
    requests = new ArrayList<>(unsorted);
    // Stable: of two readings of the same instant the one that came first stays first.
    requests.sort(
        Comparator.comparingLong((Pending p) -> p.batch().siteId())
            .thenComparing(Pending::ledgerKey));
    int size = requests.stream().mapToInt(p -> p.batch().rows().size()).sum();
    requestOf = new int[size];
    rowOf = new int[size];
    int at = 0;
    for (int first = 0; first < requests.size(); ) {
      int next = first + 1;
      while (next < requests.size() && site(next) == site(first)) {
        next++;
      }
      at = addSite(first, next, at);
      first = next;
    }
    twins = findTwins();
  }

  private long site(int request) {
    return requests.get(request).batch().siteId();
  }

  /** Adds the readings of the requests from {@code first} to before {@code next}, of one site. */
  private int addSite(int first, int next, int from) {
    int at = from;
    for (int request = first; request < next; request++) {
      int rows = requests.get(request).batch().rows().size();
      for (int row = 0; row < rows; row++) {
        requestOf[at] = request;
        rowOf[at] = row;
        at++;
      }
    }
    boolean sorted = next == first + 1 && requests.get(first).batch().rows().ascending();
    if (!sorted) {
      sort(from, at);
    }
    return at;
  }

  private void sort(int from, int to) {
    int[] order =
        IntStream.range(from, to)
            .boxed()
            .sorted(Comparator.comparingLong(this::micros))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sortedRequests = new int[order.length];
    int[] sortedRows = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      sortedRequests[i] = requestOf[order[i]];
      sortedRows[i] = rowOf[order[i]];
    }
    System.arraycopy(sortedRequests, 0, requestOf, from, order.length);
    System.arraycopy(sortedRows, 0, rowOf, from, order.length);
  }

  private boolean findTwins() {
    for (int i = 1; i < requestOf.length; i++) {
      if (micros(i) == micros(i - 1) && siteId(i) == siteId(i - 1)) {
        return true;
      }
    }
    return false;
  }

  /** Sorted by site. */
  List<Pending> requests() {
    return requests;
  }

  /** Readings of all requests. */
  int size() {
    return requestOf.length;
  }

  /** Whether two readings are of the same site and instant. */
  boolean hasTwins() {
    return twins;
  }

  boolean hasEquipment() {
    return requests.stream().anyMatch(p -> !p.batch().equipment().isEmpty());
  }

  /** Which of {@link #requests()} brought the reading. */
  int request(int reading) {
    return requestOf[reading];
  }

  long siteId(int reading) {
    return site(requestOf[reading]);
  }

  /** µs since 1970 UTC. */
  long micros(int reading) {
    return rows(reading).micros(rowOf[reading]);
  }

  /** In the unit of the measure; NaN = not measured. */
  float value(int reading, int measure) {
    return rows(reading).value(rowOf[reading], measure);
  }

  @Nullable String metadata(int reading) {
    return rows(reading).metadata(rowOf[reading]);
  }

  String json(int reading) {
    return rows(reading).json(rowOf[reading]);
  }

  private ReadingRows rows(int reading) {
    return requests.get(requestOf[reading]).batch().rows();
  }
}
