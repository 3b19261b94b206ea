package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.consensus.Machine;
import io.troupe.internal.cluster.postgres.Journal.Page;
import io.troupe.internal.cluster.postgres.Journal.Snapshot;
import io.troupe.internal.log.Log;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** This node's copy of what follows from the log. Used by one thread. */
final class Copy {
  private static final Log log = Log.of(Copy.class);

  /** What an entry takes in the log beside its command. */
  private static final int ENTRY_BYTES = 100;

  private final Supplier<Machine> machines;
  private Machine machine;

  /** The last entry that was carried out, and its tag; 0 for none. */
  private long entry;

  private long tag;

  /** Of the log, since the last snapshot that this node knows of. */
  private long bytes;

  /** Of that. */
  private long snapshotBytes;

  Copy(Supplier<Machine> machines) {
    this.machines = machines;
    machine = machines.get();
  }

  /** Hears of entries that are carried out. */
  interface Listener {
    void carriedOut(Entry entry, ByteString result);
  }

  Machine machine() {
    return machine;
  }

  long entry() {
    return entry;
  }

  /**
   * Returns whether the log is longer than the last snapshot, so that the time for the next one is
   * no more than that for the log.
   *
   * @param least how long it is at least
   */
  boolean isDue(long least) {
    return bytes >= Math.max(least, snapshotBytes);
  }

  /** Returns whether an entry with a tag is the last one that was carried out. */
  boolean isAt(long last, long itsTag) {
    return entry == last && tag == itsTag;
  }

  /** Carries out the next entry. */
  void carryOut(Entry next, Listener listener) {
    ByteString result = machine.apply(next.number(), next.command());
    entry = next.number();
    tag = next.tag();
    bytes += ENTRY_BYTES + next.command().size();
    listener.carriedOut(next, result);
  }

  /** Carries out all that the log has, and this copy has not. */
  void follow(Journal journal, Listener listener) throws SQLException {
    Page page = journal.after(entry);
    long last = page.last();
    while (true) {
      if (!isNext(page)) {
        page = begin(journal, page);
      }
      page.entries().forEach(each -> carryOut(each, listener));
      if (entry >= last) {
        return;
      }
      page = journal.after(entry);
    }
  }

  private boolean isNext(Page page) {
    if (entry > 0 && (page.known().isEmpty() || page.known().get() != tag)) {
      return false;
    }
    List<Entry> next = page.entries();
    return next.isEmpty() ? page.last() == entry : next.get(0).number() == entry + 1;
  }

  /** Begins with the latest snapshot; returns what comes after it. */
  private Page begin(Journal journal, Page page) throws SQLException {
    boolean wasLost = page.last() < entry || page.known().isPresent();
    long before = entry;
    Optional<Snapshot> snapshot = journal.snapshot();
    if (wasLost || snapshot.isEmpty()) {
      machine = machines.get();
    }
    snapshot.ifPresent(each -> machine.restore(each.content()));
    snapshotBytes = snapshot.map(each -> each.content().size()).orElse(0);
    entry = snapshot.map(Snapshot::entry).orElse(0L);
    tag = snapshot.map(Snapshot::tag).orElse(0L);
    bytes = 0;
    Page next = journal.after(entry);
    if (!isNextOfSnapshot(next)) {
      throw new SQLException("its log has a gap after entry " + entry + " of " + next.last());
    }
    if (wasLost) {
      log.error(
          "Failover objects: the database has lost entries that this node knows, up to {}, and has"
              + " {} now: changes that were acknowledged are lost, and this node goes on with what"
              + " is there",
          before,
          next.last());
    }
    return next;
  }

  /** The entry of a snapshot may be in the log no more. */
  private boolean isNextOfSnapshot(Page page) {
    List<Entry> next = page.entries();
    return next.isEmpty() ? page.last() == entry : next.get(0).number() == entry + 1;
  }

  /** Returns all that it knows. */
  Snapshot snapshot() {
    Snapshot snapshot = new Snapshot(entry, tag, machine.snapshot());
    bytes = 0;
    snapshotBytes = snapshot.content().size();
    return snapshot;
  }
}
