package org.busbar.poller.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxKillTest {
  private static final int KILLS = 6;

  @TempDir private Path folder;

  @Test
  void everyReportedSequenceSurvivesKillMinusNineAndNoneIsGivenTwice() throws Exception {
    long seed = System.nanoTime();
    System.out.println("OutboxKillTest seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("outbox.db");
    List<Long> reported = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      reported.addAll(appendUntilKilled(file, 1 + random.nextInt(300)));
    }
    assertThat(reported).as("seed %d", seed).doesNotHaveDuplicates().isSorted();
    Clock clock = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneOffset.UTC);
    OutboxLimits keep = new OutboxLimits(4L << 30, 500, Duration.ofDays(1));
    try (Outbox outbox = Outbox.open(file, keep, clock)) {
      List<Long> stored = new ArrayList<>();
      outbox.rows("SELECT seq FROM item ORDER BY seq").forEach(r -> stored.add(number(r.get(0))));
      assertThat(stored).as("seed %d", seed).containsAll(reported);
      // Each append takes two items: half of one would show as an odd count.
      assertThat(stored.size() % 2).as("seed %d", seed).isZero();
      assertThat(
              outbox.number(
                  "SELECT count(*) FROM batch b WHERE state = 'open' AND items <>"
                      + " (SELECT count(*) FROM item i WHERE i.batch = b.number)"))
          .as("batches that lost items, seed %d", seed)
          .isZero();
    }
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static List<Long> appendUntilKilled(Path file, int reports) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> sequences = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      assertThat(line).isEqualTo("open");
      while (sequences.size() < reports && (line = lines.readLine()) != null) {
        sequences.add(Long.parseLong(line));
      }
      process.toHandle().destroyForcibly();
      // What it reported before it died counts too; the last line may be half.
      while ((line = lines.readLine()) != null && lines.ready()) {
        sequences.add(Long.parseLong(line));
      }
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return sequences;
  }
}
