package org.busbar.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.WordSink;

/**
 * The four tables of one unit id. Thread-safe; a block of updates shows as a whole or not at all,
 * so that no read sees one half of a 32-bit value from before and the other from after.
 */
public final class RegisterBank implements WordSink {
  private static final int ADDRESSES = 65_536;

  private record Write(RegisterTable table, int address, int word) {
    Write {
      if (address < 0 || address >= ADDRESSES) {
        throw new IllegalArgumentException(
            table + " address " + address + " is outside 0..65535: a map lays a value off the end");
      }
    }
  }

  private static final class Table {
    final short[] words = new short[ADDRESSES];
    final BitSet present = new BitSet();
  }

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<RegisterTable, Table> tables = new EnumMap<>(RegisterTable.class);

  /** Sets one word (or bit, as 0 or 1) and makes its address known. */
  @Override
  public void set(RegisterTable table, int address, int word) {
    apply(List.of(new Write(table, address, word)));
  }

  /** Sets words that follow each other, in one step. */
  public RegisterBank put(RegisterTable table, int address, int... words) {
    update(
        sink -> {
          for (int i = 0; i < words.length; i++) {
            sink.set(table, address + i, words[i]);
          }
        });
    return this;
  }

  /** Applies everything that the block sets in one step; nothing of it if the block throws. */
  public void update(Consumer<WordSink> block) {
    List<Write> writes = new ArrayList<>();
    block.accept((table, address, word) -> writes.add(new Write(table, address, word)));
    apply(writes);
  }

  /** Makes addresses unknown again: reading them answers exception 2. */
  public void remove(RegisterTable table, int address, int count) {
    lock.writeLock().lock();
    try {
      table(table).present.clear(address, address + count);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Reads words (0..65535) or bits (0 or 1) of one instant; empty when any of the addresses is
   * unknown.
   */
  public Optional<int[]> read(RegisterTable table, int address, int count) {
    lock.readLock().lock();
    try {
      Table from = tables.get(table);
      if (from == null || from.present.nextClearBit(address) < address + count) {
        return Optional.empty();
      }
      int[] words = new int[count];
      for (int i = 0; i < count; i++) {
        words[i] = Short.toUnsignedInt(from.words[address + i]);
      }
      return Optional.of(words);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void apply(List<Write> writes) {
    lock.writeLock().lock();
    try {
      for (Write write : writes) {
        Table into = table(write.table());
        into.words[write.address()] =
            (short) (write.table().bits() ? (write.word() == 0 ? 0 : 1) : write.word());
        into.present.set(write.address());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Table table(RegisterTable table) {
    return tables.computeIfAbsent(table, key -> new Table());
  }
}
