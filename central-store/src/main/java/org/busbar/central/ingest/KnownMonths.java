package org.busbar.central.ingest;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** Which monthly partitions are there; makes the missing ones before rows of their month come. */
final class KnownMonths {
  private static final String READINGS = "public.telemetry_readings";
  private static final String EQUIPMENT = "ingest.equipment_readings";

  private final Jdbi jdbi;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  KnownMonths(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Makes what the rows of these requests need. */
  void ensure(List<Pending> requests) {
    Months months = new Months();
    for (Pending request : requests) {
      ReadingRows rows = request.batch().rows();
      for (int row = 0; row < rows.size(); row++) {
        months.ensure(READINGS, rows.micros(row));
      }
    }
    months.end = Long.MIN_VALUE;
    for (Pending request : requests) {
      request.batch().equipment().forEach(row -> months.ensure(EQUIPMENT, row.micros()));
    }
  }

  /** After a month has turned out to be missing: somebody dropped it. */
  void forget() {
    known.clear();
  }

  /** Looks a month up only when the instant leaves the month of the one before. */
  private final class Months {
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    void ensure(String parent, long micros) {
      if (micros >= start && micros < end) {
        return;
      }
      Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      YearMonth month = YearMonth.from(instant.atOffset(ZoneOffset.UTC));
      if (known.add(parent + month)) {
        make(parent, month, micros);
      }
      start = micros(month);
      end = micros(month.plusMonths(1));
    }

    private void make(String parent, YearMonth month, long micros) {
      try {
        jdbi.useTransaction(
            handle ->
                handle
                    .createQuery(Sql.load("commands/ensure_month"))
                    .bind("parent", parent)
                    .bind("instant", micros)
                    .mapTo(Boolean.class)
                    .one());
      } catch (RuntimeException e) {
        known.remove(parent + month);
        throw e;
      }
    }

    private static long micros(YearMonth month) {
      return ItemJudge.micros(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
  }
}
