package org.busbar.central.ingest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast each site may send, so that one that floods leaves room for the others. A site may save
 * up ten seconds' worth; a batch may overdraw, and the next one waits.
 */
final class KeyRates {
  private static final int SAVED_SECONDS = 10;
  private static final int MAX_SITES = 100_000;

  private final int rowsPerSecond;
  private final LongSupplier nanos;
  private final Map<Long, Account> accounts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Account> eldest) {
          return size() > MAX_SITES;
        }
      };

  /** Rows that a site may send now, and when that was computed, ns. */
  private record Account(double rows, long at) {}

  KeyRates(int rowsPerSecond, LongSupplier nanos) {
    this.rowsPerSecond = rowsPerSecond;
    this.nanos = nanos;
  }

  /** How long the site must wait before its next batch; zero = it need not. */
  synchronized Duration pause(long siteId) {
    double rows = account(siteId).rows();
    return rows > 0
        ? Duration.ZERO
        : Duration.ofMillis((long) Math.ceil(1000 * (1 - rows) / rowsPerSecond));
  }

  /** Charges a batch of so many rows. */
  synchronized void charge(long siteId, int rows) {
    Account account = account(siteId);
    accounts.put(siteId, new Account(account.rows() - rows, account.at()));
  }

  private Account account(long siteId) {
    long now = nanos.getAsLong();
    double most = (double) rowsPerSecond * SAVED_SECONDS;
    Account account = accounts.getOrDefault(siteId, new Account(most, now));
    double earned = (now - account.at()) / 1e9 * rowsPerSecond;
    return new Account(Math.min(most, account.rows() + earned), now);
  }
}
