package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import io.troupe.cluster.PostgresOptions;
import io.troupe.internal.cluster.consensus.Consensus;
import io.troupe.internal.cluster.consensus.Machine;
import io.troupe.internal.cluster.consensus.NoAgreementException;
import io.troupe.internal.cluster.postgres.Request.Kind;
import io.troupe.internal.cluster.postgres.Tables.LogName;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What a Postgres database keeps, as this node uses it. Thread-safe. */
public final class PostgresConsensus implements Consensus {
  private static final Log log = Log.of(PostgresConsensus.class);
  private static final Duration OPEN_PATIENCE = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 300;
  private static final long FAREWELL_MILLIS = 1_500;
  private static final long SNAPSHOT_BYTES = 8 << 20;

  /**
   * What does not pass by itself: a wrong user or password, no such database, no right to make the
   * tables, a URL or file that is none. By the beginnings of the states that SQL has for it.
   */
  private static final Set<String> LASTING = Set.of("28", "3D", "3F", "42");

  private final Database database;
  private final LogName name;
  private final Duration patience;
  private final Inbox inbox = new Inbox();
  private final Keeper keeper;
  private final Worker worker;

  private PostgresConsensus(
      Database database,
      LogName name,
      Supplier<Machine> machines,
      Duration patience,
      long snapshotBytes) {
    this.database = database;
    this.name = name;
    this.patience = patience;
    keeper = new Keeper(database, name.number(), inbox, this::canTell);
    Snapshots snapshots = new Snapshots(database, name.number());
    worker = new Worker(database, name, inbox, machines, copy -> {
      if (keeper.isKeeping() && copy.isDue(snapshotBytes) && !snapshots.isBusy()) {
        snapshots.write(copy.snapshot());
      }
    });
    worker.start();
    keeper.start();
  }

  private boolean canTell() {
    return worker.trouble().isEmpty() && !inbox.isLate();
  }

  /**
   * Begins to use a database, in which the tables are made if they are not there. Blocks, for some
   * ten seconds if it does not answer.
   *
   * @param machines makes what is to follow from the log
   * @param patience how long a call waits for the database
   * @throws IOException if it cannot be used
   */
  public static PostgresConsensus open(
      PostgresOptions options, Supplier<Machine> machines, Duration patience)
      throws IOException, InterruptedException {
    return open(options, machines, patience, SNAPSHOT_BYTES);
  }

  /**
   * As {@link #open(PostgresOptions, Supplier, Duration)}.
   *
   * @param snapshotBytes of the log, after which there is a snapshot
   */
  public static PostgresConsensus open(
      PostgresOptions options, Supplier<Machine> machines, Duration patience, long snapshotBytes)
      throws IOException, InterruptedException {
    Database database = new Database(options);
    LogName name = log(database);
    log.info("Failover objects are kept by {}", database);
    return new PostgresConsensus(database, name, machines, patience, snapshotBytes);
  }

  private static LogName log(Database database) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(OPEN_PATIENCE);
    while (true) {
      try (Connection connection = database.connect()) {
        return Tables.open(connection, database.cluster());
      } catch (SQLException e) {
        if (isLasting(e) || deadline.passed()) {
          throw new IOException(
              "The database for failover objects, " + database + ", cannot be used: "
                  + Database.reason(e),
              e);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private static boolean isLasting(SQLException e) {
    String state = e.getSQLState();
    return state == null || LASTING.stream().anyMatch(state::startsWith);
  }

  @Override
  public ByteString write(ByteString command) throws NoAgreementException, InterruptedException {
    return call(Request.of(Kind.COMMAND, command));
  }

  @Override
  public ByteString read(ByteString query) throws NoAgreementException, InterruptedException {
    return call(Request.of(Kind.QUESTION, query));
  }

  private ByteString call(Request request) throws NoAgreementException, InterruptedException {
    try {
      return answer(request, patience);
    } catch (TimeoutException e) {
      String trouble = worker.trouble();
      throw new NoAgreementException("the database " + database + " does not answer within "
          + patience.toSeconds() + " s" + (trouble.isEmpty() ? "" : ": " + trouble));
    } catch (CancellationException e) {
      throw new NoAgreementException("this node has ended");
    }
  }

  private ByteString answer(Request request, Duration limit)
      throws TimeoutException, InterruptedException {
    inbox.add(request);
    try {
      return request.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer never fails", e);
    } finally {
      request.answer().cancel(false); // if there is none, it is not waited for any more
    }
  }

  @Override
  public String identity() {
    return name.identity();
  }

  /** There is nothing to begin: the log is there. */
  @Override
  public void found() {}

  @Override
  public boolean awaitPart(Duration limit) throws InterruptedException {
    try {
      answer(Request.of(Kind.LOOK, ByteString.EMPTY), limit);
      return true;
    } catch (TimeoutException | CancellationException e) {
      return false;
    }
  }

  /** No other node needs this one. */
  @Override
  public void leave(Duration limit) {}

  @Override
  public void close() {
    inbox.close();
    try {
      worker.end();
      keeper.end(FAREWELL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
