package io.troupe.internal.pool.result;

import io.troupe.Call;
import io.troupe.Progress;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.Terms;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.TaskShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a single call. */
public class CallResult<T> extends PoolResult<T> {
  private final PoolTask task;

  public CallResult(Lease lease, Call<T> call) {
    super(lease, call.callback().orElse(null), call.errorCallback().orElse(null));
    task = PoolTask.of(() -> encode(call));
  }

  private PoolTask encode(Call<T> call) {
    Values values = target().values();
    Object function = values.function(call.function());
    Object arguments = values.arguments(call.arguments());
    Terms terms = new Terms(
        function,
        TaskShape.CALL,
        target().traits().timeoutNanos(call.timeout().orElse(null)),
        target().traits().retries(call.retries().orElse(-1)),
        call.name().orElseGet(() -> values.describe(function)));
    return new PoolTask(this, terms, arguments, values.bytes(arguments), 0, 1);
  }

  /** Encodes a call and submits it. */
  public static <T> CallResult<T> submit(Lease lease, Call<T> call) {
    CallResult<T> result = new CallResult<>(lease, call);
    result.submit();
    return result;
  }

  public final void submit() {
    target().submit(task);
  }

  @Override
  protected final @Nullable ResultSource source() {
    return target().sourceOf(task);
  }

  @Override
  @SuppressWarnings("unchecked") // the value of a task has the type of its call
  public void ended(PoolTask ended, Outcome<?> ending) {
    settle((Outcome<T>) ending);
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    if (mayInterruptIfRunning) {
      return settle(cancelled(task.toString())) && abort();
    }
    return !decided() && target().withdraw(task) && settle(cancelled(task.toString()));
  }

  @Override
  final String what() {
    return task.toString();
  }

  @Override
  final boolean anyFailed() {
    return task.failed;
  }

  private boolean abort() {
    target().abort(List.of(task));
    return true;
  }

  @Override
  public final Progress progress() {
    boolean over = task.ended;
    boolean good = ready() && successful();
    boolean running = !over && task.attempts > 0;
    return new Progress(1, good ? 1 : 0, ready() && !good ? 1 : 0, running ? 1 : 0);
  }

  @Override
  public final int attempts() {
    return task.attempts;
  }
}
