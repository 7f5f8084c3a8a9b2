package org.busbar.poller.outbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A process of its own that appends until it is killed, and reports each sequence it was given. */
final class AppendingProcess {
  private AppendingProcess() {}

  public static void main(String[] args) throws OutboxUnusable {
    Instant start = Instant.parse("2026-06-01T10:00:00Z");
    try (Outbox outbox =
        Outbox.open(Path.of(args[0]), OutboxLimits.DEFAULT, Clock.fixed(start, ZoneOffset.UTC))) {
      System.out.println("open");
      for (long i = 0; true; i++) {
        Item item = new Item(Item.Kind.READING, start, "{\"v\":{},\"meta\":{\"n\":" + i + "}}");
        Take take = new Take(List.of(item, item), Map.of("n", "" + i), "0".repeat(32), "SYNCED");
        Appended appended = outbox.append(take);
        if (!(appended instanceof Appended.Taken taken)) {
          throw new IllegalStateException(appended.toString());
        }
        System.out.println(taken.sequence());
        System.out.flush();
        if (i % 50 == 49) {
          outbox.nextBatch().ifPresent(b -> outbox.acknowledge(b, List.of()));
        }
      }
    }
  }
}
