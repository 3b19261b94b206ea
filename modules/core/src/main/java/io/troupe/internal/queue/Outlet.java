package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueCall;
import io.troupe.proto.QueueFrame;
import io.troupe.proto.RemoveItems;
import io.troupe.proto.WindowEnded;

/**
 * The puts of one process, which keeps account of how much it may put without asking. Thread-safe.
 */
final class Outlet {
  private final ObjectRef queue;

  // The rest is guarded by this. Nothing is sent meanwhile but by threads that sending never
  // blocks.
  private long sent;
  private long granted;
  private int sending;
  private boolean ending;
  private boolean shutDown;

  Outlet(ObjectRef queue) {
    this.queue = queue;
  }

  /** Puts an item if this process may put so much without asking; returns whether it did. */
  boolean putUnasked(ByteString item) {
    synchronized (this) {
      if (sent >= granted) {
        return false;
      }
      sent += Item.cost(item);
      sending++;
    }
    try {
      queue.tell(put(item, false));
    } finally {
      endSending();
    }
    return true;
  }

  private void endSending() {
    boolean last;
    synchronized (this) {
      last = --sending == 0 && ending;
      ending &= !last;
    }
    if (last) {
      queue.tell(windowEnded());
    }
  }

  /** Asks the owner to take an item; the answer goes to {@link #granted}. */
  Answer ask(ByteString item, boolean wait) {
    return queue.ask(put(item, wait));
  }

  /**
   * An item was put though its thread has given up: it is taken out again, if it is still there.
   */
  void takeBack(long item) {
    QueueCall.Builder remove =
        QueueCall.newBuilder().setRemove(RemoveItems.newBuilder().addIds(item));
    queue.post(QueueFrames.frame(QueueFrame.newBuilder().setCall(remove)));
  }

  private static Frame.Builder put(ByteString item, boolean wait) {
    return QueueFrames.frame(
        QueueFrame.newBuilder().setPutItems(PutItems.newBuilder().addItems(item).setWait(wait)));
  }

  /** The owner has opened the window as far as this. */
  synchronized void granted(long bytes) {
    granted = shutDown ? 0 : Math.max(granted, bytes);
  }

  /** The queue takes no more. For a thread that must not block: sending does not, there. */
  synchronized void endWindow() {
    shutDown = true;
    granted = 0;
    ending = sending > 0;
    if (!ending) {
      queue.tell(windowEnded());
    }
  }

  private static Frame.Builder windowEnded() {
    return QueueFrames.frame(
        QueueFrame.newBuilder().setWindowEnded(WindowEnded.getDefaultInstance()));
  }
}
