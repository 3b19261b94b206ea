package io.troupe.internal.manager;

import io.troupe.Progress;
import io.troupe.internal.object.Answer;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Promise;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The result of a task that a pool elsewhere runs. Callbacks run here, before it is ready. */
final class RemoteResult<T> extends Promise<T> {
  static final SerialThread CALLBACKS = new SerialThread("troupe-managed-pool-callbacks");
  private static final SpinWait SPIN = new SpinWait(Cores.gate());

  private final Remote pool;
  private final Answer answer;
  private final int items;
  private final @Nullable Consumer<? super T> callback;
  private final @Nullable Consumer<? super Throwable> errorCallback;

  private RemoteResult(
      Remote pool,
      Answer answer,
      int items,
      @Nullable Consumer<? super T> callback,
      @Nullable Consumer<? super Throwable> errorCallback) {
    this.pool = pool;
    this.answer = answer;
    this.items = items;
    this.callback = callback;
    this.errorCallback = errorCallback;
  }

  static <T> RemoteResult<T> submit(
      Remote pool,
      Call call,
      int items,
      @Nullable Consumer<? super T> callback,
      @Nullable Consumer<? super Throwable> errorCallback) {
    Answer answer = pool.begin(call);
    RemoteResult<T> result = new RemoteResult<>(pool, answer, items, callback, errorCallback);
    pool.whenAnswered(answer, call, result::ended);
    return result;
  }

  @SuppressWarnings("unchecked") // The values of a task have the type of its function's result.
  private void ended(@Nullable List<@Nullable Object> values, @Nullable Throwable failure) {
    if (values == null) {
      settle(Outcome.failed(cause(failure)));
    } else {
      settle(Outcome.of((T) values.get(0)));
    }
  }

  private static Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? new IllegalStateException("no result and no failure") : cause;
  }

  private void settle(Outcome<T> ending) {
    if (!decide(ending)) {
      return;
    }
    if (callback == null && errorCallback == null) {
      publish();
    } else {
      CALLBACKS.execute(() -> {
        try {
          call(ending);
        } finally {
          publish();
        }
      });
    }
  }

  private void call(Outcome<T> ending) {
    if (ending.returned() && callback != null) {
      callback.accept(ending.value());
    } else if (!ending.returned() && errorCallback != null) {
      errorCallback.accept(ending.failure());
    }
  }

  @Override
  protected SpinWait spinWait() {
    return SPIN;
  }

  @Override
  protected Executor callbacks() {
    return CALLBACKS;
  }

  /** Without an interrupt only what has not begun could be cancelled, which is not known here: it goes on. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!mayInterruptIfRunning || decided()) {
      return false;
    }
    pool.object().withdraw(answer);
    boolean cancelled = decide(Outcome.cancelled("The task was cancelled"));
    if (cancelled) {
      publish();
    }
    return cancelled;
  }

  @Override
  public Progress progress() {
    boolean good = ready() && successful();
    return new Progress(items, good ? items : 0, ready() && !good ? items : 0, 0);
  }

  @Override
  public int attempts() {
    return ready() ? 1 : 0;
  }
}
