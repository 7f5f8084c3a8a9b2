package org.busbar.central.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.busbar.central.db.Sql;
import org.busbar.central.db.SqlColumn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Commits a group of which some is stored already: batches that came before are answered from the
 * ledger, readings that came before are counted as duplicates, or as conflicts when they differ,
 * and those are kept.
 */
final class CarefulCommit {
  private final ReadingIds ids;

  CarefulCommit(ReadingIds ids) {
    this.ids = ids;
  }

  /** Commits within the handle's transaction; every request gets its outcome. */
  Map<Pending, InsertOutcome> commit(Handle handle, Group offered, Instant now) {
    BatchLedger.Claims claims = claim(handle, offered, now);
    Map<Pending, InsertOutcome> outcomes = new HashMap<>();
    List<Pending> mine = new ArrayList<>();
    for (int i = 0; i < offered.requests().size(); i++) {
      Pending request = offered.requests().get(i);
      if (claims.taken().get(i)) {
        mine.add(request);
      } else {
        outcomes.put(request, notTaken(handle, request.batch(), claims.siteExists().get(i)));
      }
    }
    if (!mine.isEmpty()) {
      outcomes.putAll(store(handle, new Group(mine), now));
    }
    return outcomes;
  }

  private static BatchLedger.Claims claim(Handle handle, Group group, Instant now) {
    int requests = group.requests().size();
    Query query = handle.createQuery(Sql.load("commands/claim_batches")).bind("now", now);
    GroupColumns columns = new GroupColumns(group);
    columns.bindBatches(query, IntStream.range(0, requests).toArray());
    LongStream sites = group.requests().stream().mapToLong(p -> p.batch().siteId());
    query.bind("lock_site_ids", GroupColumns.longs(sites.sorted().distinct()));
    return BatchLedger.Claims.of(query);
  }

  private static InsertOutcome notTaken(Handle handle, ReadingBatch batch, boolean siteExists) {
    BatchId id = batch.id();
    if (!siteExists || id == null) {
      return new InsertOutcome.SiteGone();
    }
    return BatchLedger.stored(handle, batch.siteId(), id)
        .orElseThrow(
            () -> new IllegalStateException("the ledger refused a batch it does not hold"));
  }

  private Map<Pending, InsertOutcome> store(Handle handle, Group group, Instant now) {
    long[] readingIds = ids.take(handle, group.size());
    Tally tally = new Tally(group);
    BitSet fresh = insert(handle, group, readingIds, now);
    List<StoredReadings.Found> found = StoredReadings.find(handle, group, fresh);
    for (int reading = fresh.nextSetBit(0); reading >= 0; reading = fresh.nextSetBit(reading + 1)) {
      tally.accepted(group.request(reading), readingIds[reading]);
    }
    Conflicts conflicts = new Conflicts(group);
    for (StoredReadings.Found reading : found) {
      tally.known(group.request(reading.reading()), reading.id(), reading.differs());
      if (reading.differs()) {
        conflicts.add(reading.reading());
      }
    }
    storeEquipment(handle, group, tally, conflicts, now);
    conflicts.keep(handle, now);
    Query rest = handle.createQuery(Sql.load("commands/commit_batches"));
    new BatchStatement(group, now).bind(rest, readingIds, fresh, new BitSet());
    BatchStatement.bindSeen(rest, tally.acceptingSites());
    BatchLedger.Claims.of(rest);
    tally.write(handle);
    return tally.outcomes();
  }

  private static BitSet insert(Handle handle, Group group, long[] readingIds, Instant now) {
    BitSet fresh = new BitSet(group.size());
    if (group.size() == 0) {
      return fresh;
    }
    int[] all = IntStream.range(0, group.size()).toArray();
    GroupColumns columns = new GroupColumns(group);
    Query query = handle.createQuery(Sql.load("commands/insert_readings")).bind("now", now);
    query.bind("ids", new SqlColumn("int8", readingIds));
    query.bind("site_ids", columns.siteIds(all));
    query.bind("instants", columns.instants(all));
    query.bind("metadata", columns.metadata(all));
    columns.bindMeasures(query, all);
    Map<Long, Integer> byId = new HashMap<>();
    for (int reading : all) {
      byId.put(readingIds[reading], reading);
    }
    query.mapTo(Long.class).forEach(id -> fresh.set(byId.getOrDefault(id, 0)));
    return fresh;
  }

  private static void storeEquipment(
      Handle handle, Group group, Tally tally, Conflicts conflicts, Instant now) {
    EquipmentGroup equipment = new EquipmentGroup(group);
    var inserted = equipment.insert(handle, now);
    int[] others =
        IntStream.range(0, equipment.size()).filter(i -> !inserted.contains(i)).toArray();
    var differing = equipment.differing(handle, others);
    for (int ordinal = 0; ordinal < equipment.size(); ordinal++) {
      EquipmentGroup.Item item = equipment.item(ordinal);
      if (inserted.contains(ordinal)) {
        tally.accepted(item.request(), 0);
      } else {
        tally.known(item.request(), 0, differing.contains(ordinal));
      }
    }
    differing.forEach(ordinal -> conflicts.add(equipment.item(ordinal)));
  }
}
