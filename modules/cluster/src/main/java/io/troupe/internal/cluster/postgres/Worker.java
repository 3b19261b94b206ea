package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.consensus.Machine;
import io.troupe.internal.cluster.postgres.Inbox.Work;
import io.troupe.internal.cluster.postgres.Journal.Appended;
import io.troupe.internal.cluster.postgres.Request.Kind;
import io.troupe.internal.cluster.postgres.Tables.LogName;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log what callers of this node ask, follows what others append, and answers. It has
 * a thread of its own, which alone uses the copy. When the database does not answer, what is asked
 * stays in the inbox until it does, or the callers give up.
 */
final class Worker {
  private static final Log log = Log.of(Worker.class);
  private static final long RETRY_MILLIS = 200;

  /** Notifications may be lost on their way; not every proxy has them. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long LOOK_FOR_CALLERS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Database database;
  private final LogName name;
  private final Inbox inbox;
  private final Copy copy;
  private final Snapshooter snapshooter;
  private final Thread thread = new Thread(this::run, "troupe-postgres");

  /** Callers that are answered when what they wait for has come. */
  private final AtomicInteger held = new AtomicInteger();

  // Written by the thread alone.
  private volatile @Nullable Journal journal;
  private volatile String trouble = "";

  /** Hears of the copy now and then, on the worker's thread. */
  interface Snapshooter {
    void look(Copy copy);
  }

  Worker(
      Database database,
      LogName name,
      Inbox inbox,
      Supplier<Machine> machines,
      Snapshooter snapshooter) {
    this.database = database;
    this.name = name;
    this.inbox = inbox;
    this.snapshooter = snapshooter;
    copy = new Copy(machines);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns why the database cannot be used; empty if nothing is known against it. */
  String trouble() {
    return trouble;
  }

  private void run() {
    try {
      while (!inbox.isClosed()) {
        look(inbox.await(copy.entry(), held.get() > 0 ? LOOK_FOR_CALLERS_NANOS : LOOK_NANOS));
      }
    } catch (InterruptedException e) {
      log.debug("The worker ends, interrupted");
    } finally {
      abandon();
    }
  }

  private void look(Work work) throws InterruptedException {
    try {
      round(work);
      recovered();
    } catch (SQLException | IOException e) {
      failed(work, Database.reason(e));
    } catch (RuntimeException | Error e) { // what comes next must not wait for ever
      if (!inbox.isClosed() && !e.toString().equals(trouble)) {
        log.error("Failover objects could not be dealt with", e);
      }
      failed(work, e.toString());
    }
  }

  private void recovered() {
    if (!trouble.isEmpty()) {
      trouble = "";
      log.info("Failover objects: {} answers again", database);
    }
  }

  private void failed(Work work, String reason) throws InterruptedException {
    abandon();
    if (trouble.isEmpty() && !inbox.isClosed()) {
      log.warn("Failover objects: {} cannot be used: {}", database, reason);
    }
    trouble = reason;
    inbox.giveBack(work.requests());
    inbox.look();
    inbox.pause(RETRY_MILLIS);
  }

  private void round(Work work) throws SQLException, IOException {
    Journal now = journal();
    List<Request> commands = of(work, Kind.COMMAND);
    List<ByteString> contents = new ArrayList<>();
    commands.forEach(each -> contents.add(each.content()));
    // Not sent again if it fails: there will be another one.
    work.passedMillis().flatMap(copy.machine()::tick).ifPresent(contents::add);
    if (contents.isEmpty()) {
      copy.follow(now, (entry, result) -> {});
    } else {
      append(now, commands, contents);
    }
    of(work, Kind.LOOK).forEach(each -> each.answer().complete(ByteString.EMPTY));
    of(work, Kind.QUESTION).forEach(each -> settle(each, copy.machine().query(each.content())));
    snapshooter.look(copy);
  }

  private static List<Request> of(Work work, Kind kind) {
    return work.requests().stream().filter(each -> each.is(kind)).toList();
  }

  private void append(Journal now, List<Request> commands, List<ByteString> contents)
      throws SQLException {
    long tag = ThreadLocalRandom.current().nextLong();
    Appended appended = now.append(contents, tag);
    long first = appended.last() - contents.size() + 1;
    Answers answers = new Answers(commands, first);
    if (copy.isAt(first - 1, appended.before())) {
      for (int i = 0; i < contents.size(); i++) {
        copy.carryOut(new Entry(first + i, tag, contents.get(i)), answers);
      }
    } else {
      copy.follow(now, answers);
    }
    inbox.giveBack(answers.missing());
  }

  /** Answers those whose commands are carried out. */
  private final class Answers implements Copy.Listener {
    private final List<Request> commands;
    private final long first;
    private int missing;

    /** @param first the entry of the first command */
    Answers(List<Request> commands, long first) {
      this.commands = commands;
      this.first = first;
      missing = commands.size();
    }

    @Override
    public void carriedOut(Entry entry, ByteString result) {
      long index = entry.number() - first;
      if (index >= 0 && index < commands.size()) {
        missing = Math.min(missing, (int) index);
        settle(commands.get((int) index), result);
      }
    }

    /** Returns those whose results were passed over, for they were in a snapshot. */
    List<Request> missing() {
      return commands.subList(0, missing);
    }
  }

  private void settle(Request request, ByteString result) {
    CompletableFuture<ByteString> settled =
        copy.machine().settled(request.content(), request.is(Kind.QUESTION), result);
    if (settled.isDone()) {
      request.answer().complete(settled.join());
    } else {
      held.incrementAndGet();
      settled.whenComplete((later, failure) -> {
        held.decrementAndGet();
        request.answer().complete(later == null ? result : later);
      });
    }
  }

  /** Returns that in use, or a new one. */
  private Journal journal() throws SQLException, IOException {
    Journal known = journal;
    if (known != null) {
      return known;
    }
    Connection connection = database.connect();
    try {
      requireSame(connection);
      Journal begun = new Journal(connection, name.number());
      journal = begun;
      return begun;
    } catch (SQLException | IOException | RuntimeException e) {
      Database.abandon(connection);
      throw e;
    }
  }

  private void requireSame(Connection connection) throws SQLException, IOException {
    LogName found = Tables.find(connection, database.cluster()).orElse(null);
    if (!name.equals(found)) {
      throw new SQLException("it has " + (found == null ? "no" : "another")
          + " log of this name now: start all nodes anew if that is right");
    }
  }

  private void abandon() {
    Journal known = journal;
    if (known != null) {
      journal = null;
      known.abandon();
    }
  }

  /** Ends the thread, also while it waits; the inbox must be closed. Blocks for a moment. */
  void end() throws InterruptedException {
    Journal known = journal;
    if (known != null) {
      known.abandon();
    }
    thread.join(TimeUnit.SECONDS.toMillis(1));
  }
}
