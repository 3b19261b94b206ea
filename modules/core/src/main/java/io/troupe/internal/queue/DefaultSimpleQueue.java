package io.troupe.internal.queue;

import io.troupe.SimpleQueue;
import io.troupe.proto.CountItems;
import io.troupe.proto.QueueCall;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.ShutDownQueue;
import java.util.Objects;

/** A simple queue, wherever it lives. */
final class DefaultSimpleQueue<E> implements SimpleQueue<E> {
  private final QueueEnd end;

  DefaultSimpleQueue(QueueEnd end) {
    this.end = end;
  }

  QueueHandle handle() {
    return end.handle();
  }

  @Override
  public void put(E item) throws InterruptedException {
    Objects.requireNonNull(item, "item");
    end.put(item, Long.MAX_VALUE);
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get() throws InterruptedException {
    return (E) Objects.requireNonNull(end.get(Long.MAX_VALUE));
  }

  @Override
  public boolean isEmpty() {
    QueueCall.Builder count = QueueCall.newBuilder().setCount(CountItems.getDefaultInstance());
    return end.content(count).getSize() == 0;
  }

  @Override
  public void shutdown(boolean immediate) {
    end.answer(
        QueueCall.newBuilder().setShutDown(ShutDownQueue.newBuilder().setImmediate(immediate)));
  }

  @Override
  public void close() {
    end.close();
  }

  @Override
  public boolean isClosed() {
    return end.isClosed();
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
