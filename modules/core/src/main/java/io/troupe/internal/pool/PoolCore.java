package io.troupe.internal.pool;

import io.troupe.WorkerInfo;
import io.troupe.internal.pool.PoolActor.Command;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The parts of one pool, and what goes through several of them. Knows nothing of the façade. Thread-safe. */
final class PoolCore implements AutoCloseable {
  private static final AtomicLong ACTORS = new AtomicLong();

  private final PoolSettings settings;
  private final PoolHost host;
  private final Workers workers;
  private final SerialThread callbacks;
  private final ActorSignals signals;
  private final Dispatch dispatch;
  private final Crew crew = new Crew();
  private final SpinWait spinWait;
  private final CompletableFuture<Void> crewStarted = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  PoolCore(PoolSettings settings, PoolHost host, Workers workers) {
    this.settings = settings;
    this.host = host;
    this.workers = workers;
    callbacks = new SerialThread(settings.nameInUse() + "-callbacks");
    signals = new ActorSignals(host.timer(), new SerialThread(settings.nameInUse() + "-sender"));
    dispatch = new Dispatch(signals);
    spinWait = new SpinWait(host.cpu());
  }

  void start() {
    host.onClose(this);
    // The program may give several pools one name; an actor's is its own, and of few characters.
    bind(host.spawn(PoolActor.create(this), "troupe-pool-" + ACTORS.incrementAndGet()));
  }

  /** Called by the actor, too, which may have to say something before its starter knows it. */
  void bind(ActorRef<Command> actor) {
    signals.bind(dispatch, actor);
  }

  PoolSettings settings() {
    return settings;
  }

  String name() {
    return settings.nameInUse();
  }

  PoolHost host() {
    return host;
  }

  Workers workers() {
    return workers;
  }

  Values values() {
    return workers.values();
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /** Returns what takes tasks back before they have ended by themselves. */
  Recall recall() {
    return dispatch.recall();
  }

  Crew crew() {
    return crew;
  }

  SerialThread callbacks() {
    return callbacks;
  }

  SpinWait spinWait() {
    return spinWait;
  }

  /** Returns the limit in nanoseconds: that of the call, else that of the pool, else 0. */
  long timeoutNanos(@Nullable Duration own) {
    Duration timeout = own == null ? settings.taskTimeout() : own;
    return timeout == null ? 0 : Deadline.nanos(timeout);
  }

  int retries(int own) {
    return own < 0 ? settings.retries() : own;
  }

  /** Throws what every method throws that takes work, where this pool takes none. */
  void checkOpen() {
    dispatch.checkOpen();
  }

  /** Takes no more work. */
  void shutdown() {
    dispatch.refuse(this::closedReason);
  }

  private RejectedExecutionException closedReason() {
    return new RejectedExecutionException(name() + " is closed: it takes no more work");
  }

  /**
   * Takes no more work, drops what it has, and ends the workers.
   *
   * @return the tasks that had not begun for certain
   */
  List<PoolTask> terminate(PoolEnd how) {
    shutdown();
    List<PoolTask> waiting = cancelAll();
    signals.tell(new PoolActor.Terminate(how));
    return waiting;
  }

  List<PoolTask> cancelAll() {
    return endAll(Outcome.cancelled(name() + " was terminated before the task had ended"));
  }

  /** Takes no more work, and fails what it has. */
  void fail(Supplier<? extends RuntimeException> failure) {
    dispatch.refuse(failure);
    endAll(Outcome.failedWith(failure));
  }

  private List<PoolTask> endAll(Outcome<Object> ending) {
    dispatch.refuse(this::closedReason);
    return recall().endAll(ending);
  }

  /** Takes note that the workers are gone; the callbacks that are due come first. */
  void hasEnded() {
    signals.unbind();
    host.removeOnClose(this);
    workers.close();
    callbacks.execute(() -> end.complete(null));
  }

  boolean isClosed() {
    return dispatch.refuses();
  }

  /** The first workers are there, though they still start. */
  void crewIsStarted() {
    crewStarted.complete(null);
  }

  List<WorkerInfo> workerInfos() {
    crewStarted.join();
    List<WorkerInfo> infos = new ArrayList<>();
    for (Member member : crew.all()) {
      infos.add(member.info());
    }
    return infos;
  }

  /** Completes when the workers are gone and the callbacks have run. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** Returns whether the calling thread is one that the end of the pool waits for. */
  boolean isOwnThread() {
    return callbacks.isCurrent() || workers.runsCurrentThread();
  }

  /** The runtime ends, and the pool is still open. */
  @Override
  public void close() {
    terminate(PoolEnd.TERMINATE);
  }
}
