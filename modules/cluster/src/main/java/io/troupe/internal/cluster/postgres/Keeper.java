package io.troupe.internal.cluster.postgres;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of what other nodes append, and is for some time the one node that tells the log how time
 * goes by. It has a thread and a connection of its own.
 */
final class Keeper {
  private static final Log log = Log.of(Keeper.class);
  private static final long LOOK_MILLIS = 500;
  private static final long RETRY_MILLIS = 500;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A keeper that is silent for longer than some ticks has a successor. */
  private static final String KEEP = """
      UPDATE troupe_keeper SET node = ?, seen = clock_timestamp()
      WHERE cluster = ? AND (node = ?
        OR seen NOT BETWEEN clock_timestamp() - interval '7 seconds'
          AND clock_timestamp() + interval '7 seconds')
      """;

  private static final String RESIGN =
      "UPDATE troupe_keeper SET seen = '-infinity' WHERE cluster = ? AND node = ?";

  private final Database database;
  private final int number;
  private final Inbox inbox;
  private final BooleanSupplier able;
  private final long node = ThreadLocalRandom.current().nextLong();
  private final Thread thread = new Thread(this::run, "troupe-postgres-news");

  // Written by the thread alone.
  private volatile @Nullable Connection current;
  private volatile boolean keeping;
  private long ticked = System.nanoTime();
  private long looked = ticked - TICK_NANOS;

  /**
   * @param number of the log
   * @param able whether this node can tell the log anything
   */
  Keeper(Database database, int number, Inbox inbox, BooleanSupplier able) {
    this.database = database;
    this.number = number;
    this.inbox = inbox;
    this.able = able;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns whether this node tells the time, as far as it knows. */
  boolean isKeeping() {
    return keeping;
  }

  private void run() {
    try {
      while (!inbox.isClosed()) {
        listen();
        inbox.pause(RETRY_MILLIS);
      }
    } catch (InterruptedException e) {
      log.debug("No news are heard any more, interrupted");
    }
  }

  private void listen() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      current = connection;
      statement.execute("LISTEN " + Journal.channel(number));
      inbox.look(); // what came before that was not heard of
      follow(connection);
      resign(connection);
    } catch (SQLException e) {
      if (!inbox.isClosed()) {
        log.debug("News of {} are not heard: {}", database, Database.reason(e));
      }
    } finally {
      current = null;
      keeping = false;
    }
  }

  private void follow(Connection connection) throws SQLException {
    PGConnection heard = connection.unwrap(PGConnection.class);
    try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
      while (!inbox.isClosed()) {
        if (System.nanoTime() - looked >= TICK_NANOS) {
          looked = System.nanoTime();
          keep(keep);
        }
        for (PGNotification each : heard.getNotifications((int) LOOK_MILLIS)) {
          inbox.hear(Long.parseLong(each.getParameter()));
        }
      }
    }
  }

  private void keep(PreparedStatement keep) throws SQLException {
    keep.setLong(1, node);
    keep.setInt(2, number);
    keep.setLong(3, node);
    boolean was = keeping;
    keeping = able.getAsBoolean() && keep.executeUpdate() == 1;
    long now = System.nanoTime();
    if (keeping) {
      // A node that was stopped does not take the time for that of the others.
      long passed = was ? Math.min(now - ticked, 2 * TICK_NANOS) : TICK_NANOS;
      inbox.tell(TimeUnit.NANOSECONDS.toMillis(passed));
    }
    ticked = now;
    if (keeping && !was) {
      log.debug("This node tells {} the time", database);
    }
  }

  private void resign(Connection connection) throws SQLException {
    try (PreparedStatement resigning = connection.prepareStatement(RESIGN)) {
      resigning.setInt(1, number);
      resigning.setLong(2, node);
      resigning.executeUpdate();
    }
  }

  /** Ends the thread; the inbox must be closed. Blocks for a moment, if the database is silent. */
  void end(long millis) throws InterruptedException {
    Deadline deadline = Deadline.after(TimeUnit.MILLISECONDS.toNanos(millis));
    thread.join(Math.max(1, millis));
    Connection connection = current;
    if (deadline.passed() && connection != null) {
      Database.abandon(connection);
    }
  }
}
