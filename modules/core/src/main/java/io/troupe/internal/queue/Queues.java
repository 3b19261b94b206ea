package io.troupe.internal.queue;

import io.troupe.JoinableQueue;
import io.troupe.Queue;
import io.troupe.SimpleQueue;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.QueueKind;

/** Makes the queues of one runtime, and their façades where handles arrive. Thread-safe. */
public final class Queues {
  private final Objects objects;
  private final Payloads payloads;

  public Queues(Objects objects, Payloads payloads) {
    this.objects = objects;
    this.payloads = payloads;
  }

  /** Makes a queue that this runtime owns; {@code maxSize} of 0 or less is no bound. */
  public <E> Queue<E> queue(int maxSize) {
    return new DefaultQueue<>(create(QueueKind.QUEUE, maxSize));
  }

  /** Makes a joinable queue that this runtime owns. */
  public <E> JoinableQueue<E> joinableQueue(int maxSize) {
    return new DefaultJoinableQueue<>(create(QueueKind.JOINABLE_QUEUE, maxSize));
  }

  /** Makes a simple queue that this runtime owns. */
  public <E> SimpleQueue<E> simpleQueue() {
    return new DefaultSimpleQueue<>(create(QueueKind.SIMPLE_QUEUE, 0));
  }

  private QueueEnd create(QueueKind kind, int maxSize) {
    int bound = Math.max(0, maxSize);
    boolean joinable = kind == QueueKind.JOINABLE_QUEUE;
    ObjectRef queue =
        objects.create("queue", (object, self) -> new QueueActor(object, self, bound, joinable));
    return new QueueEnd(queue, kind, bound, payloads);
  }

  /**
   * Opens a handle of a queue, joinable or not.
   *
   * @throws io.troupe.OwnerLostException if the queue is gone
   */
  <E> Queue<E> open(QueueHandle handle) {
    QueueEnd end = end(handle);
    return handle.getKind() == QueueKind.JOINABLE_QUEUE
        ? new DefaultJoinableQueue<>(end)
        : new DefaultQueue<>(end);
  }

  /** Opens a handle of a simple queue. */
  <E> SimpleQueue<E> openSimple(QueueHandle handle) {
    return new DefaultSimpleQueue<>(end(handle));
  }

  private QueueEnd end(QueueHandle handle) {
    ObjectRef queue = objects.open(handle.getObject());
    return new QueueEnd(queue, handle.getKind(), handle.getMaxSize(), payloads);
  }
}
