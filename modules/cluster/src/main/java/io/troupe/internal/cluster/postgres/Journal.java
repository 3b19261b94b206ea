package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log, by one connection. Not thread-safe, but for {@link #abandon}. */
final class Journal {
  /** The update has the row of the last entry to itself until all of the statement is done. */
  private static final String APPEND = """
      WITH ending AS (
        UPDATE troupe_cluster SET entry = entry + ?, before = tag, tag = ? WHERE id = ?
        RETURNING entry, before),
      written AS (
        INSERT INTO troupe_log (cluster, entry, tag, command)
        SELECT ?, ending.entry - ? + each.number, ?, each.command
        FROM ending, unnest(?::bytea[]) WITH ORDINALITY AS each (command, number))
      SELECT entry, before, pg_notify(?, entry::text) FROM ending
      """;

  private static final String FOLLOW = """
      SELECT ending.entry, known.tag, next.entry, next.tag, next.command
      FROM troupe_cluster ending
      LEFT JOIN troupe_log known ON known.cluster = ending.id AND known.entry = ?
      LEFT JOIN LATERAL (
        SELECT entry, tag, command FROM troupe_log
        WHERE cluster = ending.id AND entry > ? ORDER BY entry LIMIT ?) next ON true
      WHERE ending.id = ? ORDER BY next.entry
      """;

  private static final String SNAPSHOT = """
      SELECT entry, tag, content FROM troupe_snapshot
      WHERE cluster = ?
        AND entry = (SELECT max(entry) FROM troupe_snapshot WHERE cluster = ?)
      ORDER BY part
      """;

  /** With the largest values they are some megabytes. */
  private static final int PAGE_ENTRIES = 64;

  private static final int PARTS_AT_ONCE = 4;

  private final Connection connection;
  private final int log;

  // Kept, so that the database plans them once.
  private final PreparedStatement appending;
  private final PreparedStatement following;

  /** @param log by which its rows are known */
  Journal(Connection connection, int log) throws SQLException {
    this.connection = connection;
    this.log = log;
    appending = connection.prepareStatement(APPEND);
    following = connection.prepareStatement(FOLLOW);
  }

  /** Returns what the nodes of a log hear of, when there is something new. */
  static String channel(int log) {
    return "troupe_" + log;
  }

  /**
   * Where an append came to.
   *
   * @param last its last entry
   * @param before the tag of the append before it
   */
  record Appended(long last, long before) {}

  /** Appends commands, with one tag for all of them. */
  Appended append(List<ByteString> commands, long tag) throws SQLException {
    byte[][] bytes = commands.stream().map(ByteString::toByteArray).toArray(byte[][]::new);
    appending.setLong(1, bytes.length);
    appending.setLong(2, tag);
    appending.setInt(3, log);
    appending.setInt(4, log);
    appending.setLong(5, bytes.length);
    appending.setLong(6, tag);
    appending.setArray(7, connection.createArrayOf("bytea", bytes));
    appending.setString(8, channel(log));
    try (ResultSet ending = appending.executeQuery()) {
      requireRow(ending.next());
      return new Appended(ending.getLong(1), ending.getLong(2));
    }
  }

  private static void requireRow(boolean there) throws SQLException {
    if (!there) {
      throw new SQLException("the cluster has been removed from it");
    }
  }

  /**
   * Some of what comes after an entry.
   *
   * @param last entry of the whole log
   * @param known the tag of the entry that was asked for; empty if it is no longer there
   */
  record Page(long last, Optional<Long> known, List<Entry> entries) {}

  /** Returns what comes after an entry. */
  Page after(long entry) throws SQLException {
    following.setLong(1, entry);
    following.setLong(2, entry);
    following.setInt(3, PAGE_ENTRIES);
    following.setInt(4, log);
    try (ResultSet rows = following.executeQuery()) {
      requireRow(rows.next());
      long last = rows.getLong(1);
      Optional<Long> known = Optional.ofNullable(rows.getObject(2, Long.class));
      List<Entry> entries = new ArrayList<>();
      boolean more = rows.getObject(3) != null;
      while (more) {
        entries.add(new Entry(rows.getLong(3), rows.getLong(4), bytes(rows, 5)));
        more = rows.next();
      }
      return new Page(last, known, entries);
    }
  }

  private static ByteString bytes(ResultSet row, int column) throws SQLException {
    return UnsafeByteOperations.unsafeWrap(row.getBytes(column));
  }

  /**
   * What followed from the log.
   *
   * @param entry the last one that it has
   * @param tag of that
   */
  record Snapshot(long entry, long tag, ByteString content) {}

  /** Returns the latest snapshot, if there is one. */
  Optional<Snapshot> snapshot() throws SQLException {
    connection.setAutoCommit(false); // else all parts come at once
    try (PreparedStatement reading = connection.prepareStatement(SNAPSHOT)) {
      reading.setFetchSize(PARTS_AT_ONCE);
      reading.setInt(1, log);
      reading.setInt(2, log);
      return read(reading);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static Optional<Snapshot> read(PreparedStatement reading) throws SQLException {
    try (ResultSet parts = reading.executeQuery()) {
      Optional<Snapshot> read = Optional.empty();
      while (parts.next()) {
        ByteString before = read.map(Snapshot::content).orElse(ByteString.EMPTY);
        read = Optional.of(
            new Snapshot(parts.getLong(1), parts.getLong(2), before.concat(bytes(parts, 3))));
      }
      return read;
    }
  }

  /** Gives the connection up. From any thread. */
  void abandon() {
    Database.abandon(connection);
  }
}
