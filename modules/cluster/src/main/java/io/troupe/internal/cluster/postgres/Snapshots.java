package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.postgres.Journal.Snapshot;
import io.troupe.internal.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes snapshots, one after the other, and cuts off what is older than the one before. Two nodes
 * that do so at once do no harm: each removes only what its own snapshot has. Thread-safe.
 */
final class Snapshots {
  private static final Log log = Log.of(Snapshots.class);
  private static final int PART_BYTES = 1 << 20;

  private static final String BEFORE =
      "SELECT coalesce(max(entry), 0) FROM troupe_snapshot WHERE cluster = ? AND entry < ?";

  private static final String ADD = """
      INSERT INTO troupe_snapshot (cluster, entry, tag, part, content) VALUES (?, ?, ?, ?, ?)
      """;

  private static final String REMOVE_OLD =
      "DELETE FROM troupe_snapshot WHERE cluster = ? AND entry < ?";

  private static final String CUT_OFF = "DELETE FROM troupe_log WHERE cluster = ? AND entry < ?";

  private final Database database;
  private final int number;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** @param number of the log */
  Snapshots(Database database, int number) {
    this.database = database;
    this.number = number;
  }

  boolean isBusy() {
    return busy.get();
  }

  /** Begins to write one, if none is being written. */
  void write(Snapshot snapshot) {
    if (busy.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> writeNow(snapshot), "troupe-postgres-snapshot");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void writeNow(Snapshot snapshot) {
    try (Connection connection = database.connectForLong()) {
      connection.setAutoCommit(false);
      long before = before(connection, snapshot);
      add(connection, snapshot);
      remove(connection, REMOVE_OLD, snapshot.entry());
      remove(connection, CUT_OFF, before);
      connection.commit();
      log.debug("A snapshot has entry {} and all before it", snapshot.entry());
    } catch (SQLException e) {
      log.warn(
          "Failover objects: no snapshot could be written to {}, and the log there grows: {}",
          database,
          Database.reason(e));
    } finally {
      busy.set(false);
    }
  }

  private long before(Connection connection, Snapshot snapshot) throws SQLException {
    try (PreparedStatement asking = connection.prepareStatement(BEFORE)) {
      asking.setInt(1, number);
      asking.setLong(2, snapshot.entry());
      try (ResultSet answer = asking.executeQuery()) {
        return answer.next() ? answer.getLong(1) : 0;
      }
    }
  }

  private void add(Connection connection, Snapshot snapshot) throws SQLException {
    ByteString content = snapshot.content();
    try (PreparedStatement adding = connection.prepareStatement(ADD)) {
      adding.setInt(1, number);
      adding.setLong(2, snapshot.entry());
      adding.setLong(3, snapshot.tag());
      int part = 0;
      do {
        int begin = part * PART_BYTES;
        int end = Math.min(content.size(), begin + PART_BYTES);
        adding.setInt(4, part++);
        adding.setBytes(5, content.substring(begin, end).toByteArray());
        adding.executeUpdate();
      } while (part * PART_BYTES < content.size());
    }
  }

  /** @param before the first entry that stays */
  private void remove(Connection connection, String statement, long before) throws SQLException {
    try (PreparedStatement removing = connection.prepareStatement(statement)) {
      removing.setInt(1, number);
      removing.setLong(2, before);
      removing.executeUpdate();
    }
  }
}
