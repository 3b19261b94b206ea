package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverItem;
import io.troupe.cluster.FailoverQueue;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverQueueCommand;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.TakeItem;
import java.time.Duration;
import java.util.Optional;

/** A queue, as it is used. */
record QueueFacade<E>(AgreedName object) implements FailoverQueue<E> {
  @Override
  public void put(E item) {
    object.write(
        command(FailoverQueueCommand.newBuilder().setPut(AgreedName.encode(item, "item"))));
  }

  private FailoverCommand.Builder command(FailoverQueueCommand.Builder change) {
    return object.command().setQueue(change);
  }

  @Override
  public E get() throws InterruptedException {
    return get(Deadline.NEVER).orElseThrow();
  }

  @Override
  public Optional<E> get(Duration timeout) throws InterruptedException {
    return get(Deadline.after(timeout));
  }

  /**
   * In two steps, so that an item goes back whose taker has ended, or was interrupted, meanwhile.
   */
  private Optional<E> get(Deadline deadline) throws InterruptedException {
    Optional<QueueItem<E>> item = take(deadline);
    item.ifPresent(QueueItem::doneOrGivenBack);
    return item.map(QueueItem::value);
  }

  @Override
  public FailoverItem<E> take() throws InterruptedException {
    return take(Deadline.NEVER).orElseThrow();
  }

  @Override
  public Optional<FailoverItem<E>> take(Duration timeout) throws InterruptedException {
    return take(Deadline.after(timeout)).map(item -> item);
  }

  private Optional<QueueItem<E>> take(Deadline deadline) throws InterruptedException {
    while (true) {
      Errand errand = new Errand(
          object.guide(),
          leased(!deadline.passed()),
          FailoverKind.FAILOVER_QUEUE,
          result -> giveBack(result.getNumber()));
      try {
        FailoverResult result = AgreedName.requireNotRefused(errand.await(deadline));
        return AgreedName.isDone(result)
            ? Optional.of(new QueueItem<>(this, errand, result))
            : Optional.empty();
      } catch (SessionEndedException e) {
        // What it may have got has gone back: it is asked for again, by another session.
      }
    }
  }

  private FailoverCommand.Builder leased(boolean wait) {
    return command(FailoverQueueCommand.newBuilder()
        .setTake(TakeItem.newBuilder().setWait(wait).setLease(true)));
  }

  FailoverCommand.Builder done(long number) {
    return command(FailoverQueueCommand.newBuilder().setDone(number));
  }

  FailoverCommand.Builder giveBack(long number) {
    return command(FailoverQueueCommand.newBuilder().setGiveBack(number));
  }

  @Override
  public int size() {
    return (int) object.read(FailoverQuery.newBuilder().setQueueSize(true)).getNumber();
  }

  @Override
  public String toString() {
    return "FailoverQueue[" + object + "]";
  }
}
