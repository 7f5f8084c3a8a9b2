package org.busbar.poller.outbox;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Readings on disk: a SQLite file (WAL, full sync) that one process holds. An item is durable when
 * {@link #append} has returned, gets its sequence there, and leaves only when the centre has
 * acknowledged it, has refused it (then it lies in quarantine), or the bound in bytes is reached.
 *
 * <p>Safe for use by several threads; every step is one transaction.
 */
public final class Outbox implements AutoCloseable {
  private static final int VERSION = 1;

  private final OutboxLock lock;
  private final Connection db;
  private final OutboxLimits limits;
  private final Clock clock;
  private final String id;
  private final Batches batches;
  private final long pageSize;

  private Outbox(OutboxLock lock, Connection db, OutboxLimits limits, Clock clock)
      throws SQLException {
    this.lock = lock;
    this.db = db;
    this.limits = limits;
    this.clock = clock;
    prepare();
    this.id = recall("outbox_id").orElseThrow(() -> new SQLException("it has no outbox_id"));
    this.batches = new Batches(this, id, limits.batchItems());
    this.pageSize = number("PRAGMA page_size");
  }

  /** Opens or creates the outbox; the folder is created if need be. */
  public static Outbox open(Path file, OutboxLimits limits, Clock clock) throws OutboxUnusable {
    OutboxLock lock = OutboxLock.take(file);
    Connection db = null;
    try {
      db = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
      return new Outbox(lock, db, limits, clock);
    } catch (SQLException | OutboxFailure e) {
      release(db, lock);
      throw new OutboxUnusable(
          file + " cannot be opened: " + e.getMessage() + "; move it aside to start a new one", e);
    }
  }

  private static void release(@Nullable Connection db, OutboxLock lock) {
    try (lock) {
      if (db != null) {
        db.close();
      }
    } catch (SQLException e) {
      throw new OutboxFailure("the outbox cannot be closed: " + e.getMessage(), e);
    }
  }

  private void prepare() throws SQLException {
    rows("PRAGMA auto_vacuum=INCREMENTAL");
    rows("PRAGMA journal_mode=WAL");
    rows("PRAGMA synchronous=FULL");
    rows("PRAGMA busy_timeout=5000");
    long version = number("PRAGMA user_version");
    if (version > VERSION) {
      throw new SQLException(
          "a newer busbar-poller wrote it (format " + version + ", known " + VERSION + ")");
    }
    db.setAutoCommit(false);
    if (version == 0) {
      OutboxSchema.CREATE.forEach(this::update);
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      remember("outbox_id", HexFormat.of().formatHex(random));
      update("PRAGMA user_version=" + VERSION);
    }
    update(OutboxSchema.UNPARK);
    db.commit();
  }

  /** 32 hex digits, made with the file and never changed. */
  public String id() {
    return id;
  }

  /** Takes everything of one tick in one synced transaction. */
  public synchronized Appended append(Take take) {
    try {
      return inTransaction("a reading cannot be taken", () -> insert(take));
    } catch (OutboxFailure e) {
      return new Appended.NotTaken(String.valueOf(e.getMessage()));
    }
  }

  private Appended insert(Take take) {
    long first = 0;
    for (Item item : take.items()) {
      long sequence =
          number(
              OutboxSchema.INSERT_ITEM,
              item.at().toEpochMilli(),
              item.kind().name(),
              item.payload(),
              take.bootId(),
              take.clock());
      first = first == 0 ? sequence : first;
    }
    take.baselines()
        .forEach((key, json) -> update("INSERT OR REPLACE INTO baseline VALUES (?,?)", key, json));
    return new Appended.Taken(first, keepWithinBytes());
  }

  private int keepWithinBytes() {
    if (bytes() <= limits.maxBytes()
        || update(OutboxSchema.DELETE_ACKNOWLEDGED, Long.MAX_VALUE, 5_000) > 0) {
      return 0;
    }
    long many = Math.max(1, number("SELECT count(*) FROM item") / 100);
    update(OutboxSchema.NOTE_GAP, clock.millis(), many);
    int dropped = update(OutboxSchema.DELETE_OLDEST, many);
    remember("dropped", Long.toString(counted("dropped") + dropped));
    return dropped;
  }

  private long bytes() {
    return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * pageSize;
  }

  /**
   * What to send now: a batch that was built before first; else the newest readings and the
   * backlog, oldest first, by turns. Building a batch stores its bytes before anyone sees them.
   */
  public synchronized Optional<ReadingBatch> nextBatch() {
    return inTransaction("a batch cannot be built", batches::next);
  }

  /** The centre has committed the batch; what it rejected goes to quarantine. */
  public synchronized void acknowledge(ReadingBatch batch, List<Reject> rejects) {
    String otherwise = "batch " + batch.number() + " cannot be acknowledged";
    inTransaction(otherwise, () -> batches.acknowledge(batch, rejects, clock.millis()));
  }

  /** The centre has refused the whole batch for good: its items go to quarantine. */
  public synchronized void setAside(ReadingBatch batch, String reason) {
    String otherwise = "batch " + batch.number() + " cannot be set aside";
    inTransaction(otherwise, () -> batches.setAside(batch, reason, clock.millis()));
  }

  /**
   * The batch was too large: its items are free again, under other numbers, and later batches are
   * half as long. A single item that is too large goes to quarantine.
   */
  public synchronized void split(ReadingBatch batch) {
    inTransaction(
        "batch " + batch.number() + " cannot be split", () -> batches.split(batch, clock.millis()));
  }

  /** The batch was not delivered and stays as it is. */
  public synchronized void failed(ReadingBatch batch) {
    String otherwise = "a failure of batch " + batch.number() + " cannot be noted";
    inTransaction(
        otherwise, () -> update(OutboxSchema.COUNT_FAILURE, clock.millis(), batch.number()));
  }

  /** The energy meters' memory as of the last append: JSON by key. */
  public synchronized Map<String, String> baselines() {
    return inTransaction(
        "baselines cannot be read",
        () -> {
          Map<String, String> baselines = new HashMap<>();
          for (List<@Nullable Object> row : rows("SELECT key, value FROM baseline")) {
            baselines.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
          }
          return baselines;
        });
  }

  /** Depth, age, size and what was set aside. */
  public synchronized OutboxStatus status() {
    return inTransaction(
        "the outbox cannot be counted",
        () -> {
          long depth = number("SELECT count(*) FROM item WHERE acked IS NULL");
          return new OutboxStatus(
              depth,
              depth == 0 ? null : Instant.ofEpochMilli(number(OutboxSchema.OLDEST_AT)),
              bytes(),
              number("SELECT count(*) FROM quarantine"),
              number("SELECT count(*) FROM batch WHERE state='parked'"),
              counted("dropped"));
        });
  }

  /** Deletes what was acknowledged long enough ago and gives the space back. Call now and then. */
  public synchronized void housekeep() {
    long before = clock.millis() - limits.keepAcknowledged().toMillis();
    inTransaction(
        "old items cannot be deleted",
        () -> {
          update("DELETE FROM batch WHERE closed < ?", before);
          return update(OutboxSchema.DELETE_ACKNOWLEDGED, before, 20_000);
        });
    inTransaction("space cannot be given back", () -> rows("PRAGMA incremental_vacuum(2000)"));
  }

  /** Ends the last transaction and frees the file. */
  @Override
  public synchronized void close() {
    release(db, lock);
  }

  private <T> T inTransaction(String otherwise, Supplier<T> step) {
    try {
      T result = step.get();
      db.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      OutboxFailure failure = new OutboxFailure(otherwise + ": " + e.getMessage(), e);
      try {
        db.rollback();
      } catch (SQLException again) {
        failure.addSuppressed(again);
      }
      throw failure;
    }
  }

  private long counted(String key) {
    return recall(key).map(Long::parseLong).orElse(0L);
  }

  void remember(String key, String value) {
    update("INSERT OR REPLACE INTO meta VALUES (?,?)", key, value);
  }

  Optional<String> recall(String key) {
    List<List<@Nullable Object>> rows = rows("SELECT value FROM meta WHERE key=?", key);
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.valueOf(rows.get(0).get(0)));
  }

  int update(String sql, Object... arguments) {
    try (PreparedStatement statement = bound(sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new OutboxFailure(String.valueOf(e.getMessage()), e);
    }
  }

  long number(String sql, Object... arguments) {
    Object value = rows(sql, arguments).get(0).get(0);
    return value instanceof Number number ? number.longValue() : 0;
  }

  List<List<@Nullable Object>> rows(String sql, Object... arguments) {
    try (PreparedStatement statement = bound(sql, arguments)) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      if (!statement.execute()) {
        return rows;
      }
      try (ResultSet found = statement.getResultSet()) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          List<@Nullable Object> row = new ArrayList<>(columns);
          for (int column = 1; column <= columns; column++) {
            row.add(found.getObject(column));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new OutboxFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = db.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
