package org.busbar.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a fleet sent and what became of it. Thread-safe. */
final class FleetTotals {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Long> nanos = new ArrayList<>();
  private final Map<String, Long> rejectedByCode = new TreeMap<>();
  private long batches;
  private long readings;
  private long accepted;
  private long duplicates;
  private long conflicts;
  private long retries;
  private long refused;
  private long unsent;
  private String lastTrouble = "";

  synchronized void receipt(FleetSite.Batch batch, FleetAnswer.Receipt receipt, long tookNanos) {
    batches++;
    readings += batch.readings();
    accepted += receipt.accepted();
    duplicates += receipt.duplicates();
    conflicts += receipt.conflicts();
    receipt.rejected().forEach((code, count) -> rejectedByCode.merge(code, count, Long::sum));
    nanos.add(tookNanos);
  }

  synchronized void retry(String why) {
    retries++;
    lastTrouble = why;
  }

  synchronized void refused(FleetSite.Batch batch, String why) {
    refused += batch.readings();
    lastTrouble = why;
  }

  synchronized void unsent(int count) {
    unsent += count;
  }

  /** Whether the centre was ever there. */
  synchronized boolean anyReceipt() {
    return batches > 0;
  }

  synchronized long rejected() {
    return rejectedByCode.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every reading was stored, now or before. */
  synchronized boolean complete() {
    return refused == 0 && unsent == 0 && rejected() == 0 && conflicts == 0;
  }

  synchronized String text(double seconds) {
    String text =
        String.format(
            Locale.ROOT,
            "%d readings in %d batches in %.1f s: %.0f readings/s%n"
                + "accepted %d, duplicates %d, conflicts %d, rejected %d, refused %d, unsent %d,"
                + " retries %d%n"
                + "answer in %.1f ms (median), %.1f ms (95 %%), %.1f ms (longest)%n",
            readings,
            batches,
            seconds,
            readings / seconds,
            accepted,
            duplicates,
            conflicts,
            rejected(),
            refused,
            unsent,
            retries,
            millis(0.5),
            millis(0.95),
            millis(1));
    return lastTrouble.isEmpty() ? text : text + "last trouble: " + lastTrouble + "\n";
  }

  synchronized String json(double seconds) {
    ObjectNode node = JSON.createObjectNode();
    node.put("seconds", seconds);
    node.put("batches", batches);
    node.put("readings", readings);
    node.put("readingsPerSecond", readings / seconds);
    node.put("accepted", accepted);
    node.put("duplicates", duplicates);
    node.put("conflicts", conflicts);
    node.put("rejected", rejected());
    ObjectNode codes = node.putObject("rejectedByCode");
    rejectedByCode.forEach(codes::put);
    node.put("refused", refused);
    node.put("unsent", unsent);
    node.put("retries", retries);
    node.put("answerMillisMedian", millis(0.5));
    node.put("answerMillis95", millis(0.95));
    node.put("answerMillisMax", millis(1));
    node.put("lastTrouble", lastTrouble);
    return node + "\n";
  }

  private double millis(double share) {
    if (nanos.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * share)) / 1e6;
  }
}
