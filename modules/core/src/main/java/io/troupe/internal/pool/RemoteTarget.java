package io.troupe.internal.pool;

import io.troupe.OwnerLostException;
import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.crew.PoolHost;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.worker.EncodedOutcome;
import io.troupe.internal.pool.worker.EncodedValues;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import io.troupe.proto.Frame;
import io.troupe.proto.OutcomeBatch;
import io.troupe.proto.PoolHandle;
import io.troupe.proto.PoolState;
import io.troupe.proto.TaskOutcome;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool that lives elsewhere. Tasks go to its owner encoded, and from there to a worker as they
 * are; outcomes come back the same way. There is one for each pool and process.
 */
final class RemoteTarget implements TaskTarget {
  private final ObjectRef object;

  /** Guarded by this where tasks are submitted, as is their order. */
  private final PoolLine pool;

  private final Traits traits;
  private final Payloads payloads;
  private final Failures failures;
  private final ScheduledExecutorService timer;
  private final Values values;
  private final SerialThread callbacks;
  private final SpinWait spinWait;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private final OpenTasks open = new OpenTasks(this);

  /** What the owner said last, who knows how long tasks take. */
  private volatile int appetite;

  private boolean begun;
  private volatile @Nullable Supplier<? extends RuntimeException> refusal;

  private RemoteTarget(ObjectRef object, Traits traits, PoolHost host) {
    this.object = object;
    this.traits = traits;
    pool = new PoolLine(object);
    payloads = host.payloads();
    failures = host.failures();
    timer = host.timer();
    values = new EncodedValues(payloads, host.functions());
    callbacks = new SerialThread(traits.name() + "-callbacks");
    spinWait = new SpinWait(host.cpu());
  }

  /** Returns the one for a pool, by its object. */
  static RemoteTarget of(ObjectRef object, Traits traits, PoolHost host) {
    RemoteTarget target = object.companion(() -> new RemoteTarget(object, traits, host));
    target.begin();
    return target;
  }

  /** Opens a handle. */
  static RemoteTarget open(PoolHandle handle, PoolHost host) {
    Traits traits = new Traits(
        handle.getName(),
        handle.getWorkers(),
        handle.getTimeoutNanos(),
        handle.getRetries(),
        handle.getBufferSize());
    return of(host.objects().open(handle.getObject()), traits, host);
  }

  PoolHandle handle() {
    return PoolHandle.newBuilder()
        .setObject(object.handle())
        .setName(traits.name())
        .setWorkers(traits.workers())
        .setTimeoutNanos(traits.timeoutNanos())
        .setRetries(traits.retries())
        .setBufferSize(traits.bufferSize())
        .build();
  }

  private synchronized void begin() {
    if (begun) {
      return;
    }
    begun = true;
    // Neither may hold this, which holds the object.
    WeakReference<RemoteTarget> self = new WeakReference<>(this);
    object.listen(frame -> {
      RemoteTarget target = self.get();
      if (target != null) {
        target.onOutcomes(frame.getPool().getOutcomes());
      }
    });
    pool.awaitEnd().stage().whenComplete((answer, lost) -> {
      RemoteTarget target = self.get();
      if (target != null && lost == null) {
        target.onEnd(answer.getPool().getState());
      } else if (target != null) {
        target.onLost(lost);
      }
    });
  }

  private void onEnd(PoolState state) {
    refuse(reason(state));
    endAll(Outcome.cancelled(traits.name() + " ended before the task had"));
  }

  private void onLost(Throwable cause) {
    Supplier<OwnerLostException> lost =
        () -> new OwnerLostException(traits.name() + " is gone, and its owner with it", cause);
    refuse(lost);
    endAll(Outcome.failedWith(lost));
  }

  private void endAll(Outcome<Object> outcome) {
    for (PoolTask task : open.now().values()) {
      if (open.take(task.id()) != null) {
        task.end(false);
        task.listener.ended(task, outcome);
      }
    }
    callbacks.execute(() -> end.complete(null));
  }

  private synchronized void refuse(Supplier<? extends RuntimeException> reason) {
    if (refusal == null) {
      refusal = reason;
    }
  }

  private Supplier<? extends RuntimeException> reason(PoolState state) {
    return state.hasBroken()
        ? () -> Thrower.unchecked(failures.decode(state.getBroken()))
        : this::closedReason;
  }

  private RejectedExecutionException closedReason() {
    return new RejectedExecutionException(traits.name() + " is closed: it takes no more work");
  }

  @Override
  public void submit(PoolTask task) {
    try {
      checkOpen();
      object.fenceOthers(); // who runs it must not miss what this thread put elsewhere before
      synchronized (this) {
        open.keep(task);
        pool.submit(task);
      }
    } catch (RuntimeException | Error e) {
      open.take(task.id());
      task.end(false);
      throw e;
    }
  }

  private void onOutcomes(OutcomeBatch batch) {
    appetite = batch.getAppetite();
    for (TaskOutcome outcome : batch.getOutcomesList()) {
      PoolTask task = open.take(outcome.getTask());
      if (task != null) {
        task.attempts = outcome.getAttempts();
        task.end(outcome.getResultCase() == TaskOutcome.ResultCase.RETURNED);
        task.listener.ended(task, EncodedOutcome.of(outcome, payloads, failures));
      }
    }
  }

  @Override
  public @Nullable ResultSource sourceOf(PoolTask task) {
    return object.source();
  }

  @Override
  public void abort(List<PoolTask> tasks) {
    drop(tasks, true);
  }

  @Override
  public void takeBack(List<PoolTask> tasks) {
    drop(tasks, false);
  }

  private void drop(List<PoolTask> tasks, boolean running) {
    List<Long> dropped = new ArrayList<>(tasks.size());
    for (PoolTask task : tasks) {
      if (open.take(task.id()) != null) {
        task.end(false);
        dropped.add(task.id());
      }
    }
    if (!dropped.isEmpty()) {
      pool.drop(dropped, running);
    }
  }

  @Override
  public boolean withdraw(PoolTask task) {
    try {
      Answer answer = pool.withdraw(task.id());
      Frame soon = answer.within(Answer.BRIEF_NANOS);
      if (soon == null) {
        answer.stage().thenAccept(late -> withdrawnLate(task, late));
      }
      return soon != null && isWithdrawn(task, soon);
    } catch (OwnerLostException e) {
      return false; // it ends by that
    }
  }

  private boolean isWithdrawn(PoolTask task, Frame answer) {
    boolean withdrawn = answer.getPool().getOutcomes().getOutcomesCount() > 0;
    if (withdrawn && open.take(task.id()) != null) {
      task.end(false);
    }
    return withdrawn;
  }

  /** The owner was silent, and has dropped the task since it goes on. */
  private void withdrawnLate(PoolTask task, Frame answer) {
    if (isWithdrawn(task, answer)) {
      task.listener.ended(task, Outcome.cancelled(task.toString()));
    }
  }

  @Override
  public void checkOpen() {
    Supplier<? extends RuntimeException> reason = refusal;
    if (reason != null) {
      throw reason.get();
    }
  }

  @Override
  public boolean isClosed() {
    return refusal != null || pool.state().getClosed();
  }

  @Override
  public void shutdown() {
    refuse(this::closedReason);
    pool.close();
  }

  @Override
  public List<PoolTask> terminate(PoolEnd how) {
    refuse(this::closedReason);
    Map<Long, PoolTask> before = open.now();
    try {
      Frame answer = pool.end(how).settle();
      return answer == null
          ? List.of() // they end with the pool, when its owner goes on
          : answer.getPool().getState().getWaitingList().stream()
              .map(before::get)
              .filter(Objects::nonNull)
              .toList();
    } catch (OwnerLostException e) {
      return List.of(); // then it has ended
    }
  }

  @Override
  public Progress progress() {
    return pool.progress();
  }

  @Override
  public List<WorkerInfo> workers() {
    return pool.workers();
  }

  @Override
  public CompletableFuture<Void> end() {
    return end;
  }

  @Override
  public boolean isOwnThread() {
    return callbacks.isCurrent();
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public Values values() {
    return values;
  }

  @Override
  public SpinWait spinWait() {
    return spinWait;
  }

  @Override
  public SerialThread callbacks() {
    return callbacks;
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public int appetite() {
    return appetite;
  }
}
