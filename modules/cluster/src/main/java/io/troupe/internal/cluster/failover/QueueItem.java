package io.troupe.internal.cluster.failover;

import io.troupe.TroupeException;
import io.troupe.cluster.FailoverException;
import io.troupe.cluster.FailoverItem;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.proto.FailoverResult;
import org.jspecify.annotations.Nullable;

/** An item that this process has. */
final class QueueItem<E> implements FailoverItem<E> {
  private final QueueFacade<E> queue;
  private final Errand taken;
  private final FailoverResult item;

  // Guarded by this.
  private boolean tried;
  private boolean ended;

  QueueItem(QueueFacade<E> queue, Errand taken, FailoverResult item) {
    this.queue = queue;
    this.taken = taken;
    this.item = item;
  }

  @Override
  public E value() {
    return Encoding.decode(item.getValue());
  }

  @Override
  public synchronized void done() {
    if (ended) {
      return;
    }
    boolean again = tried;
    tried = true;
    FailoverResult result = sayDone();
    ended = true;
    if (!AgreedName.isDone(result) && !again) {
      throw lost(null);
    }
  }

  /** Says that it is done; where that cannot be said for sure, it goes back when it can. */
  void doneOrGivenBack() {
    try {
      done();
    } catch (TroupeException e) {
      taken.later(() -> close());
      throw e;
    }
  }

  private FailoverResult sayDone() {
    try {
      return taken.follow(queue.done(item.getNumber()));
    } catch (SessionEndedException e) {
      ended = true;
      throw lost(e);
    }
  }

  private FailoverException lost(@Nullable Throwable cause) {
    return new FailoverException(
        "An item of " + queue + " has gone back before it was done, and another may have it: this"
            + " process was silent for too long",
        cause);
  }

  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    try {
      taken.follow(queue.giveBack(item.getNumber()));
    } catch (SessionEndedException e) {
      // it has gone back by itself
    }
    ended = true;
  }

  @Override
  public String toString() {
    return "an item of " + queue;
  }
}
