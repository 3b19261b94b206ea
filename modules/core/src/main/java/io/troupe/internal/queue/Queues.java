package io.troupe.internal.queue;

import io.troupe.JoinableQueue;
import io.troupe.Queue;
import io.troupe.SimpleQueue;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.QueueKind;

/** Makes queues, and their façades where handles arrive. */
public final class Queues {
  private Queues() {}

  /** Makes a queue of this process; {@code maxSize} of 0 or less is no bound. */
  public static <E> Queue<E> queue(int maxSize) {
    return new DefaultQueue<>(QueueEnd.create(QueueKind.QUEUE, maxSize));
  }

  /** Makes a joinable queue of this process. */
  public static <E> JoinableQueue<E> joinableQueue(int maxSize) {
    return new DefaultJoinableQueue<>(QueueEnd.create(QueueKind.JOINABLE_QUEUE, maxSize));
  }

  /** Makes a simple queue of this process. */
  public static <E> SimpleQueue<E> simpleQueue() {
    return new DefaultSimpleQueue<>(QueueEnd.create(QueueKind.SIMPLE_QUEUE, 0));
  }

  /**
   * Opens a handle of a queue, joinable or not.
   *
   * @throws io.troupe.OwnerLostException if the queue is gone
   */
  public static <E> Queue<E> open(QueueHandle handle) {
    QueueEnd end = QueueEnd.open(handle);
    return handle.getKind() == QueueKind.JOINABLE_QUEUE
        ? new DefaultJoinableQueue<>(end)
        : new DefaultQueue<>(end);
  }

  /** Opens a handle of a simple queue. */
  public static <E> SimpleQueue<E> openSimple(QueueHandle handle) {
    return new DefaultSimpleQueue<>(QueueEnd.open(handle));
  }
}
