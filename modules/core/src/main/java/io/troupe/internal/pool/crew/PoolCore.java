package io.troupe.internal.pool.crew;

import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.pool.dispatch.Dispatch;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.Recall;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of this runtime: its parts, and what goes through several of them. Knows nothing of the
 * façade. Thread-safe.
 */
public final class PoolCore implements TaskTarget, Roster, AutoCloseable {
  private final PoolSettings settings;
  private final Traits traits;
  private final PoolHost host;
  private final Workers workers;
  private final SerialThread callbacks;
  private final ActorSignals signals;
  private final Dispatch dispatch;
  private final Crew crew = new Crew();
  private final SpinWait spinWait;
  private final CompletableFuture<Void> crewStarted = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  public PoolCore(PoolSettings settings, PoolHost host, Workers workers) {
    this.settings = settings;
    traits = Traits.of(settings);
    this.host = host;
    this.workers = workers;
    callbacks = new SerialThread(settings.nameInUse() + "-callbacks");
    signals = new ActorSignals(host.timer(), new SerialThread(settings.nameInUse() + "-sender"));
    dispatch = new Dispatch(signals);
    spinWait = new SpinWait(host.cpu());
  }

  public void start() {
    host.onClose(this);
    host.actors().spawn("pool", ActorThreads.OWN, this::actor).tell(PoolCommand.Begin.INSTANCE);
  }

  private PoolActor actor(LocalActor<PoolCommand> self) {
    signals.bind(dispatch, self);
    return new PoolActor(self, this);
  }

  public PoolSettings settings() {
    return settings;
  }

  @Override
  public String name() {
    return settings.nameInUse();
  }

  public PoolHost host() {
    return host;
  }

  Workers starter() {
    return workers;
  }

  @Override
  public Values values() {
    return workers.values();
  }

  public Dispatch dispatch() {
    return dispatch;
  }

  /** Returns what takes tasks back before they have ended by themselves. */
  Recall recall() {
    return dispatch.recall();
  }

  Crew crew() {
    return crew;
  }

  @Override
  public SerialThread callbacks() {
    return callbacks;
  }

  @Override
  public SpinWait spinWait() {
    return spinWait;
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public ScheduledExecutorService timer() {
    return host.timer();
  }

  @Override
  public int appetite() {
    return dispatch.appetite();
  }

  @Override
  public void submit(PoolTask task) {
    dispatch.submit(task);
  }

  @Override
  public @Nullable ResultSource sourceOf(PoolTask task) {
    return dispatch.workerThatHasOnly(task);
  }

  @Override
  public void abort(List<PoolTask> tasks) {
    recall().abort(tasks);
  }

  @Override
  public void takeBack(List<PoolTask> tasks) {
    tasks.forEach(recall()::takeBack);
  }

  @Override
  public boolean withdraw(PoolTask task) {
    return recall().withdraw(task);
  }

  @Override
  public Progress progress() {
    return dispatch.progress();
  }

  @Override
  public void checkOpen() {
    dispatch.checkOpen();
  }

  @Override
  public void shutdown() {
    dispatch.refuse(this::closedReason);
  }

  private RejectedExecutionException closedReason() {
    return new RejectedExecutionException(name() + " is closed: it takes no more work");
  }

  @Override
  public List<PoolTask> terminate(PoolEnd how) {
    shutdown();
    List<PoolTask> waiting = cancelAll();
    signals.tell(new PoolCommand.Terminate(how));
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

  @Override
  public boolean isClosed() {
    return dispatch.refuses();
  }

  /** All workers are there, though they may still start. */
  void crewIsStarted() {
    crewStarted.complete(null);
  }

  @Override
  public List<WorkerInfo> workers() {
    if (!crewStarted.isDone()) {
      signals.tell(PoolCommand.Muster.INSTANCE);
      crewStarted.join();
    }
    List<WorkerInfo> infos = new ArrayList<>();
    for (Member member : crew.all()) {
      infos.add(member.info());
    }
    return infos;
  }

  @Override
  public Optional<WorkerInfo> workerWith(long pid) {
    return settings.threads()
        ? Optional.empty()
        : crew.all().stream()
            .map(Member::info)
            .filter(info -> info.pid() == pid)
            .findFirst();
  }

  @Override
  public CompletableFuture<Void> end() {
    return end;
  }

  @Override
  public boolean isOwnThread() {
    return callbacks.isCurrent() || workers.runsCurrentThread();
  }

  /** The runtime ends, and the pool is still open. */
  @Override
  public void close() {
    terminate(PoolEnd.TERMINATE);
  }
}
