package io.troupe.internal.pool.result;

import io.troupe.internal.log.Log;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.dispatch.TaskListener;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Promise;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result whose callbacks run before it is ready; after a cancellation, which does not wait for
 * them, behind it.
 */
abstract class PoolResult<T> extends Promise<T> implements TaskListener {
  private static final Log log = Log.of(PoolResult.class);

  private final TaskTarget target;

  /** Until it is ready: what has ended does not keep its pool. */
  @SuppressWarnings("UnusedVariable") // keeps the pool open by being there
  private volatile @Nullable Lease lease;

  private final @Nullable Consumer<? super T> callback;
  private final @Nullable Consumer<? super Throwable> errorCallback;

  PoolResult(
      Lease lease,
      @Nullable Consumer<? super T> callback,
      @Nullable Consumer<? super Throwable> errorCallback) {
    this.lease = lease;
    target = lease.target();
    this.callback = callback;
    this.errorCallback = errorCallback;
  }

  final TaskTarget target() {
    return target;
  }

  /** Decides how it ended, where that is still open, and returns whether this call did. */
  final boolean settle(Outcome<T> ending) {
    if (!decide(ending)) {
      return false;
    }
    if (callback == null && errorCallback == null) {
      finish();
    } else {
      settleWithCallbacks(ending);
    }
    return true;
  }

  /** Makes it ready. */
  final void finish() {
    publish();
    lease = null;
  }

  private void settleWithCallbacks(Outcome<T> ending) {
    SerialThread thread = target.callbacks();
    if (ending.cancelled()) {
      finish();
      thread.execute(() -> call(ending));
    } else {
      thread.execute(() -> callThenPublish(ending));
    }
  }

  private void callThenPublish(Outcome<T> ending) {
    try {
      call(ending);
    } finally {
      finish();
    }
  }

  private void call(Outcome<T> ending) {
    try {
      if (ending.returned()) {
        accept(callback, ending.value());
      } else {
        accept(errorCallback, ending.failure());
      }
    } catch (Throwable e) { // the program's code: its failure is reported and harms nothing
      log.error(
          "A callback of {} failed; its result is not affected", target.traits().name(), e);
    }
  }

  private static <V> void accept(@Nullable Consumer<? super V> consumer, V value) {
    if (consumer != null) {
      consumer.accept(value);
    }
  }

  static <T> Outcome<T> cancelled(String what) {
    return Outcome.cancelled(what + " was cancelled");
  }

  /** Names what it is the result of. */
  abstract String what();

  /** Returns whether a task of it has failed, as far as is known without decoding anything. */
  abstract boolean anyFailed();

  @Override
  public final String toString() {
    return "AsyncResult[" + what() + " of " + target.traits().name() + ": " + state() + "]";
  }

  private String state() {
    if (!ready()) {
      return attempts() == 0 ? "waiting" : "running";
    }
    return isCancelled() ? "cancelled" : anyFailed() ? "failed" : "returned";
  }

  @Override
  protected final SpinWait spinWait() {
    return target.spinWait();
  }

  @Override
  protected final Executor callbacks() {
    return target.callbacks();
  }
}
