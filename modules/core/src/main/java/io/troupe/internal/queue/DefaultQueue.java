package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.Queue;
import io.troupe.QueueEmptyException;
import io.troupe.QueueFullException;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.ClearQueue;
import io.troupe.proto.CountItems;
import io.troupe.proto.ListItems;
import io.troupe.proto.QueueCall;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.QueueItem;
import io.troupe.proto.RemoveItems;
import io.troupe.proto.ShutDownQueue;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A queue, wherever it lives: the contracts of {@link java.util.concurrent.BlockingQueue} and of
 * Python on one handle.
 */
class DefaultQueue<E> extends AbstractQueue<E> implements Queue<E> {
  private final QueueEnd end;

  DefaultQueue(QueueEnd end) {
    this.end = end;
  }

  QueueEnd end() {
    return end;
  }

  QueueHandle handle() {
    return end.handle();
  }

  // Puts.

  @Override
  public void put(E item) throws InterruptedException {
    end.put(Objects.requireNonNull(item, "item"), Long.MAX_VALUE);
  }

  @Override
  public void put(E item, long timeout, TimeUnit unit) throws InterruptedException {
    if (!offer(item, timeout, unit)) {
      throw noRoom(timeout, unit);
    }
  }

  @Override
  public void putNowait(E item) {
    add(item);
  }

  @Override
  public boolean add(E item) {
    if (!offer(item)) {
      throw noRoom(0, TimeUnit.SECONDS);
    }
    return true;
  }

  @Override
  public boolean offer(E item) {
    return end.offer(Objects.requireNonNull(item, "item"));
  }

  @Override
  public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    return end.put(Objects.requireNonNull(item, "item"), Deadline.nanos(timeout, unit));
  }

  private QueueFullException noRoom(long timeout, TimeUnit unit) {
    String whose = end.maxSize() > 0 ? " got no room" : " got no room in the memory of its owner";
    return new QueueFullException(this + whose + within(timeout, unit));
  }

  private static String within(long timeout, TimeUnit unit) {
    return timeout <= 0 ? "" : " within " + timeout + " " + unit.name().toLowerCase(Locale.ROOT);
  }

  // Gets.

  @Override
  public E get() throws InterruptedException {
    return item(Objects.requireNonNull(end.get(Long.MAX_VALUE)));
  }

  @Override
  public E get(long timeout, TimeUnit unit) throws InterruptedException {
    E item = poll(timeout, unit);
    if (item == null) {
      throw new QueueEmptyException(this + " had no item" + within(timeout, unit));
    }
    return item;
  }

  @Override
  public E getNowait() {
    E item = poll();
    if (item == null) {
      throw new QueueEmptyException(this + " has no item");
    }
    return item;
  }

  @Override
  public @Nullable E poll() {
    Object item = end.poll();
    return item == null ? null : item(item);
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    Object item = end.get(Deadline.nanos(timeout, unit));
    return item == null ? null : item(item);
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  /**
   * Takes no more than what is there in the beginning, so that it ends though others go on to put.
   */
  @Override
  public int drainTo(Collection<? super E> target, int maxElements) {
    Objects.requireNonNull(target, "target");
    if (target == this) {
      throw new IllegalArgumentException("A queue cannot be drained to itself");
    }
    int most = maxElements <= 0 ? 0 : Math.min(maxElements, size());
    int count = 0;
    for (; count < most; count++) {
      E item = poll();
      if (item == null) {
        break;
      }
      target.add(item);
    }
    return count;
  }

  // The queue as a collection.

  @Override
  public int size() {
    QueueCall.Builder count = QueueCall.newBuilder().setCount(CountItems.getDefaultInstance());
    return (int) Math.min(Integer.MAX_VALUE, end.content(count).getSize());
  }

  @Override
  public boolean full() {
    return remainingCapacity() == 0;
  }

  @Override
  public int remainingCapacity() {
    return end.maxSize() == 0 ? unbounded() : Math.max(0, end.maxSize() - size());
  }

  private int unbounded() {
    end.requireOpen();
    return Integer.MAX_VALUE;
  }

  @Override
  public @Nullable E peek() {
    List<QueueItem> first = list(1);
    return first.isEmpty() ? null : decode(first.get(0).getItem());
  }

  @Override
  public Iterator<E> iterator() {
    return new Snapshot<>(this, list(Integer.MAX_VALUE));
  }

  @Override
  public Spliterator<E> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public boolean remove(@Nullable Object item) {
    for (QueueItem each : list(Integer.MAX_VALUE)) {
      if (decode(each.getItem()).equals(item) && remove(each)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void clear() {
    end.answer(QueueCall.newBuilder().setClear(ClearQueue.getDefaultInstance()));
  }

  private List<QueueItem> list(int most) {
    QueueCall.Builder list =
        QueueCall.newBuilder().setList(ListItems.newBuilder().setMost(most));
    return end.content(list).getItemsList();
  }

  /** Removes an item if it is still there; returns whether it was. */
  boolean remove(QueueItem item) {
    QueueCall.Builder remove =
        QueueCall.newBuilder().setRemove(RemoveItems.newBuilder().addIds(item.getId()));
    return end.content(remove).getSize() > 0;
  }

  E decode(ByteString item) {
    return item(end.decode(item));
  }

  // The put promised so.
  @SuppressWarnings("unchecked")
  private E item(Object item) {
    return (E) item;
  }

  // The end.

  @Override
  public void shutdown(boolean immediate) {
    end.answer(
        QueueCall.newBuilder().setShutDown(ShutDownQueue.newBuilder().setImmediate(immediate)));
  }

  @Override
  public void flush() {
    end.flush();
  }

  @Override
  public void close() {
    end.close();
  }

  @Override
  public boolean isClosed() {
    return end.isClosed();
  }

  /** Names the queue; its items are not here. */
  @Override
  public String toString() {
    return end.toString();
  }

  /** Goes through what was in a queue at one moment; can remove what still is. Not thread-safe. */
  private static final class Snapshot<E> implements Iterator<E> {
    private final DefaultQueue<E> queue;
    private final List<QueueItem> items;
    private int next;
    private boolean removable;

    Snapshot(DefaultQueue<E> queue, List<QueueItem> items) {
      this.queue = queue;
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return next < items.size();
    }

    @Override
    public E next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      E item = queue.decode(items.get(next++).getItem());
      removable = true;
      return item;
    }

    @Override
    public void remove() {
      if (!removable) {
        throw new IllegalStateException("next() comes before remove()");
      }
      removable = false;
      queue.remove(items.get(next - 1));
    }
  }
}
