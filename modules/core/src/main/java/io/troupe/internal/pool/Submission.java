package io.troupe.internal.pool;

import io.troupe.Call;
import io.troupe.internal.result.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of what came through the executor view, which can have it back where the pool ends before it began. */
final class Submission<T> extends CallResult<T> {
  private volatile @Nullable Runnable work;

  private Submission(PoolCore core, Call<T> call, Runnable work) {
    super(core, call);
    this.work = work;
  }

  /** Encodes a call and submits it. */
  static <T> Submission<T> submit(PoolCore core, Call<T> call, Runnable work) {
    Submission<T> submission = new Submission<>(core, call, work);
    submission.submit();
    return submission;
  }

  @Override
  public void ended(PoolTask task, Outcome<?> ending) {
    if (!ending.cancelled()) {
      work = null; // garbage, although the program may keep the result
    }
    super.ended(task, ending);
  }

  Optional<Runnable> work() {
    return Optional.ofNullable(work);
  }
}
