package org.busbar.poller.outbox;

import java.util.List;

/** The tables of the outbox and the statements that are longer than a line. */
final class OutboxSchema {
  private OutboxSchema() {}

  // AUTOINCREMENT keeps the high-water mark through deletions: no number is given twice.
  static final List<String> CREATE =
      List.of(
          "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL)",
          """
          CREATE TABLE item(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,
            payload TEXT NOT NULL, boot TEXT NOT NULL, clock TEXT NOT NULL,
            batch INTEGER, acked INTEGER)""",
          "CREATE INDEX item_open ON item(batch, seq) WHERE acked IS NULL",
          """
          CREATE TABLE batch(
            number INTEGER PRIMARY KEY AUTOINCREMENT, items INTEGER NOT NULL,
            body BLOB, digest TEXT, state TEXT NOT NULL DEFAULT 'open', closed INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0, overtaking INTEGER NOT NULL DEFAULT 0,
            overtaken INTEGER NOT NULL DEFAULT 0, overtaken_since INTEGER)""",
          "CREATE INDEX batch_state ON batch(state) WHERE closed IS NULL",
          """
          CREATE TABLE quarantine(
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
            batch INTEGER NOT NULL, reason TEXT NOT NULL, set_aside INTEGER NOT NULL)""",
          "CREATE TABLE baseline(key TEXT PRIMARY KEY, value TEXT NOT NULL)",
          """
          CREATE TABLE gap(
            dropped_at INTEGER NOT NULL, from_seq INTEGER, to_seq INTEGER,
            from_at INTEGER, to_at INTEGER, items INTEGER NOT NULL)""");

  static final String INSERT_ITEM =
      "INSERT INTO item(at, kind, payload, boot, clock) VALUES (?,?,?,?,?) RETURNING seq";

  static final String OLDEST_AT = "SELECT min(at) FROM item WHERE acked IS NULL";

  static final String OLDEST_UNSENT =
      """
      SELECT seq, at, kind, payload, boot, clock FROM item
      WHERE batch IS NULL AND acked IS NULL ORDER BY seq LIMIT ?""";

  static final String NEWEST_UNSENT =
      """
      SELECT seq, at, kind, payload, boot, clock FROM item
      WHERE batch IS NULL AND acked IS NULL AND seq >= (
        SELECT seq FROM item WHERE kind = 'READING' ORDER BY seq DESC LIMIT 1)
      ORDER BY seq LIMIT ?""";

  static final String OPEN_BATCH =
      """
      SELECT number, body, digest, items FROM batch
      WHERE state = 'open' AND closed IS NULL AND attempts < ?
      ORDER BY attempts, number LIMIT 1""";

  static final String QUARANTINE_BATCH =
      """
      INSERT OR REPLACE INTO quarantine
      SELECT seq, at, kind, payload, batch, ?, ? FROM item WHERE batch = ? AND acked IS NULL""";

  static final String QUARANTINE_ITEM =
      """
      INSERT OR REPLACE INTO quarantine
      SELECT seq, at, kind, payload, batch, ?, ? FROM item WHERE seq = ? AND batch = ?""";

  static final String FREE_ITEMS = "UPDATE item SET batch = NULL WHERE batch = ? AND acked IS NULL";

  static final String CLOSE_ITEMS = "UPDATE item SET acked = ? WHERE batch = ? AND acked IS NULL";

  static final String CLOSE_BATCH =
      "UPDATE batch SET state = ?, closed = ?, body = NULL WHERE number = ?";

  // A failure counts against a batch only if another one passed since its last failure: while the
  // centre is away all fail alike and none is parked.
  static final String COUNT_FAILURE =
      """
      UPDATE batch SET attempts = attempts + 1, overtaken = overtaken + overtaking,
        overtaken_since = CASE WHEN overtaking = 1 THEN coalesce(overtaken_since, ?)
                               ELSE overtaken_since END,
        overtaking = 0
      WHERE number = ?""";

  static final String OVERTAKE = "UPDATE batch SET overtaking = 1 WHERE state = 'open'";

  static final String PARK =
      """
      UPDATE batch SET state = 'parked'
      WHERE state = 'open' AND overtaken >= ? AND overtaken_since <= ?""";

  static final String UNPARK =
      """
      UPDATE batch SET state = 'open', overtaken = 0, overtaken_since = NULL
      WHERE state = 'parked'""";

  static final String DELETE_ACKNOWLEDGED =
      """
      DELETE FROM item WHERE seq IN (
        SELECT seq FROM item WHERE acked IS NOT NULL AND acked < ? ORDER BY seq LIMIT ?)""";

  private static final String OLDEST_TO_DROP =
      "SELECT seq FROM item WHERE batch IS NULL ORDER BY seq LIMIT ?";

  static final String DELETE_OLDEST = "DELETE FROM item WHERE seq IN (" + OLDEST_TO_DROP + ")";

  static final String NOTE_GAP =
      "INSERT INTO gap SELECT ?, min(seq), max(seq), min(at), max(at), count(*) FROM item"
          + " WHERE seq IN ("
          + OLDEST_TO_DROP
          + ")";
}
