package io.troupe.internal.cluster.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** The tables, which several clusters may have in common: each has a row that says where it is. */
final class Tables {
  /** Of the tables, of the commands in the log, and of what is in a snapshot. */
  static final int VERSION = 1;

  /** Any number, by which two nodes that make the tables know of each other. */
  private static final long MAKING = 0x74726f757065L;

  private static final String MAKE = """
      CREATE TABLE IF NOT EXISTS troupe_cluster (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        identity text NOT NULL,
        version int NOT NULL,
        entry bigint NOT NULL DEFAULT 0,
        before bigint NOT NULL DEFAULT 0,
        tag bigint NOT NULL DEFAULT 0) WITH (fillfactor = 20);
      CREATE TABLE IF NOT EXISTS troupe_log (
        cluster int NOT NULL,
        entry bigint NOT NULL,
        tag bigint NOT NULL,
        command bytea NOT NULL,
        PRIMARY KEY (cluster, entry));
      CREATE TABLE IF NOT EXISTS troupe_snapshot (
        cluster int NOT NULL,
        entry bigint NOT NULL,
        tag bigint NOT NULL,
        part int NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (cluster, entry, part));
      CREATE TABLE IF NOT EXISTS troupe_keeper (
        cluster int PRIMARY KEY,
        node bigint NOT NULL,
        seen timestamptz NOT NULL) WITH (fillfactor = 20);
      """;

  private static final String ADD = """
      INSERT INTO troupe_cluster (name, identity, version) VALUES (?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String ADD_KEEPER = """
      INSERT INTO troupe_keeper (cluster, node, seen)
      SELECT id, 0, '-infinity' FROM troupe_cluster WHERE name = ?
      ON CONFLICT (cluster) DO NOTHING
      """;

  private static final String FIND =
      "SELECT id, identity, version FROM troupe_cluster WHERE name = ?";

  private Tables() {}

  /**
   * The log of one cluster.
   *
   * @param number by which its rows are known
   * @param identity no other log in any database has
   */
  record LogName(int number, String identity) {}

  /**
   * Returns the log of a cluster, which is made if it is not there.
   *
   * @throws IOException if it is of another version
   */
  static LogName open(Connection connection, String cluster) throws SQLException, IOException {
    Optional<LogName> known = areThere(connection) ? find(connection, cluster) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    make(connection, cluster);
    return find(connection, cluster)
        .orElseThrow(() -> new SQLException("a row that was made is not there"));
  }

  /** A user that may make no tables needs none that are there. */
  private static boolean areThere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(
            "SELECT to_regclass('troupe_cluster') IS NOT NULL AND to_regclass('troupe_log') IS NOT"
                + " NULL AND to_regclass('troupe_snapshot') IS NOT NULL AND"
                + " to_regclass('troupe_keeper') IS NOT NULL")) {
      return found.next() && found.getBoolean(1);
    }
  }

  private static void make(Connection connection, String cluster) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        PreparedStatement adding = connection.prepareStatement(ADD);
        PreparedStatement keeping = connection.prepareStatement(ADD_KEEPER)) {
      statement.execute("SELECT pg_advisory_xact_lock(" + MAKING + ")");
      if (!areThere(connection)) {
        statement.execute(MAKE);
      }
      adding.setString(1, cluster);
      adding.setString(2, UUID.randomUUID().toString());
      adding.setInt(3, VERSION);
      adding.executeUpdate();
      keeping.setString(1, cluster);
      keeping.executeUpdate();
      connection.commit();
    }
    connection.setAutoCommit(true);
  }

  /**
   * Returns the log of a cluster, if it is there.
   *
   * @throws IOException if it is of another version
   */
  static Optional<LogName> find(Connection connection, String cluster)
      throws SQLException, IOException {
    try (PreparedStatement finding = connection.prepareStatement(FIND)) {
      finding.setString(1, cluster);
      try (ResultSet found = finding.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        requireVersion(found.getInt(3), cluster);
        return Optional.of(new LogName(found.getInt(1), found.getString(2)));
      }
    }
  }

  private static void requireVersion(int version, String cluster) throws IOException {
    if (version != VERSION) {
      throw new IOException("the failover objects of '" + cluster + "' there are of version "
          + version + ", and this node knows version " + VERSION
          + " alone: start it with the Troupe that has made them, or with another name");
    }
  }
}
