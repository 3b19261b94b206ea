package io.troupe.internal.queue;

import io.troupe.JoinableQueue;
import io.troupe.proto.AwaitTasks;
import io.troupe.proto.QueueCall;
import io.troupe.proto.TaskDone;
import java.util.concurrent.TimeUnit;

/** A joinable queue, wherever it lives. */
final class DefaultJoinableQueue<E> extends DefaultQueue<E> implements JoinableQueue<E> {

  DefaultJoinableQueue(QueueEnd end) {
    super(end);
  }

  @Override
  public void taskDone() {
    if (!end()
        .answer(QueueCall.newBuilder().setTaskDone(TaskDone.getDefaultInstance()))
        .hasDone()) {
      throw new IllegalStateException(
          "taskDone() called too many times: every item that was put in " + this + " is done");
    }
  }

  @Override
  public void join() throws InterruptedException {
    joined(Long.MAX_VALUE);
  }

  @Override
  public boolean join(long timeout, TimeUnit unit) throws InterruptedException {
    return joined(unit.toNanos(timeout));
  }

  private boolean joined(long nanos) throws InterruptedException {
    QueueCall.Builder call = QueueCall.newBuilder().setAwaitTasks(AwaitTasks.getDefaultInstance());
    return end().answer(call, Math.max(0, nanos)) != null;
  }
}
