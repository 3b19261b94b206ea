package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.GetItems;
import io.troupe.proto.GiveBack;
import io.troupe.proto.ItemsTaken;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueCall;
import io.troupe.proto.WindowEnded;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process keeps beside a queue, once for all its handles and threads: items that travelled ahead, and how much it may
 * put without asking. Thread-safe.
 */
final class QueueClient {
  private static final Logger LOG = LoggerFactory.getLogger(QueueClient.class);

  /** The owner gives fewer. */
  private static final int MOST_ITEMS = 256;

  private final ObjectRef queue;

  // The rest is guarded by this. Nothing is sent meanwhile but from where sending never blocks.
  private final ArrayDeque<AheadBatch> ahead = new ArrayDeque<>();
  private final List<Long> finished = new ArrayList<>();
  private final Set<Long> recalled = new HashSet<>();
  private int asking;
  private int handles;
  private long sent;
  private long granted;
  private int putting;
  private boolean windowEnding;
  private boolean shutDown;

  private QueueClient(ObjectRef queue) {
    this.queue = queue;
  }

  /** Returns the one of this process. */
  static QueueClient of(ObjectRef queue) {
    return queue.companion(() -> new QueueClient(queue));
  }

  ObjectRef queue() {
    return queue;
  }

  /** A handle was opened. */
  synchronized void opened() {
    if (handles++ == 0) {
      WeakReference<QueueClient> self = new WeakReference<>(this);
      queue.listen(news -> {
        QueueClient client = self.get();
        if (client != null) {
          client.onNews(news);
        }
      });
    }
  }

  /** A handle was closed; with the last one, what travelled ahead goes back. */
  void closed() {
    List<Frame.Builder> frames = new ArrayList<>();
    synchronized (this) {
      if (--handles == 0) {
        ahead.forEach(batch -> frames.add(giveBack(batch.id(), batch.taken())));
        ahead.clear();
      }
    }
    try {
      frames.forEach(queue::tell);
    } catch (OwnerLostException e) {
      LOG.debug("Items went with their queue", e);
    }
  }

  // Puts.

  /** Puts an item if this process may put so much without asking; returns whether it did. */
  boolean putUnasked(ByteString item) {
    synchronized (this) {
      if (sent >= granted) {
        return false;
      }
      sent += item.size();
      putting++;
    }
    try {
      queue.tell(put(item, false));
    } finally {
      endPutting();
    }
    return true;
  }

  private void endPutting() {
    boolean last;
    synchronized (this) {
      last = --putting == 0 && windowEnding;
      windowEnding &= !last;
    }
    if (last) {
      queue.tell(windowEnded());
    }
  }

  /** Asks the owner to take an item; the answer goes to {@link #granted}. */
  Answer askToPut(ByteString item, boolean wait) {
    return queue.ask(put(item, wait));
  }

  private static Frame.Builder put(ByteString item, boolean wait) {
    return Frame.newBuilder().setPutItems(PutItems.newBuilder().addItems(item).setWait(wait));
  }

  /** The owner has opened the window as far as this. */
  synchronized void granted(long bytes) {
    granted = shutDown ? 0 : Math.max(granted, bytes);
  }

  // Gets.

  /** Takes an item that travelled ahead; null if there is none. */
  @Nullable
  ByteString poll() {
    ByteString item;
    AheadBatch batch;
    synchronized (this) {
      batch = ahead.peek();
      if (batch == null) {
        return null;
      }
      item = batch.take();
      if (batch.isEmpty()) {
        ahead.remove();
        finish(batch.id());
      }
    }
    report(batch.id(), batch.taken());
    return item;
  }

  /** Asks the owner for items; the answer goes to {@link #receive}. */
  Answer askToGet(boolean wait) {
    GetItems.Builder get = GetItems.newBuilder().setMost(MOST_ITEMS).setWait(wait);
    synchronized (this) {
      asking++;
      get.addAllFinished(finished);
      finished.clear();
    }
    return queue.ask(Frame.newBuilder().setGetItems(get));
  }

  /** The answer was no items, or none came. */
  synchronized void endAsking() {
    if (--asking == 0) {
      recalled.clear(); // what it was about had been answered for before
    }
  }

  /** Takes the first item of an answer; the others wait here. */
  ByteString receive(long batchId, List<ByteString> items) {
    AheadBatch batch = new AheadBatch(batchId, items);
    ByteString first = batch.take();
    boolean back;
    synchronized (this) {
      back = recalled.remove(batchId) || handles == 0;
      if (!back && !batch.isEmpty()) {
        ahead.add(batch);
      }
      endAsking();
    }
    if (back) {
      queue.tell(giveBack(batchId, batch.taken()));
    } else {
      report(batchId, 1);
    }
    return first;
  }

  /** The owner is told of what another process takes; of what its own process takes, when that matters. */
  private void report(long batch, int taken) {
    if (!queue.isLocal()) {
      queue.tell(Frame.newBuilder()
          .setItemsTaken(ItemsTaken.newBuilder().setBatch(batch).setCount(taken)));
    }
  }

  private void finish(long batch) {
    if (queue.isLocal()) {
      finished.add(batch);
    }
  }

  private static Frame.Builder giveBack(long batch, int taken) {
    return Frame.newBuilder().setGiveBack(GiveBack.newBuilder().setBatch(batch).setTaken(taken));
  }

  // News, on threads that must not block: sending does not, there.

  private void onNews(Frame news) {
    switch (news.getBodyCase()) {
      case PUT_WINDOW -> granted(news.getPutWindow().getBytes());
      case RECALL_BATCHES -> recall(news.getRecallBatches().getBatchesList());
      case END_WINDOW -> endWindow();
      default -> {} // of a newer library
    }
  }

  private synchronized void recall(List<Long> batches) {
    for (long id : batches) {
      AheadBatch batch = removeAhead(id);
      if (batch != null) {
        queue.tell(giveBack(id, batch.taken()));
      } else if (finished.remove(id)) {
        queue.tell(giveBack(id, Integer.MAX_VALUE));
      } else if (asking > 0) {
        recalled.add(id);
      }
    }
  }

  private @Nullable AheadBatch removeAhead(long id) {
    Iterator<AheadBatch> iterator = ahead.iterator();
    while (iterator.hasNext()) {
      AheadBatch batch = iterator.next();
      if (batch.id() == id) {
        iterator.remove();
        return batch;
      }
    }
    return null;
  }

  private synchronized void endWindow() {
    shutDown = true;
    granted = 0;
    windowEnding = putting > 0;
    if (!windowEnding) {
      queue.tell(windowEnded());
    }
  }

  private static Frame.Builder windowEnded() {
    return Frame.newBuilder().setWindowEnded(WindowEnded.getDefaultInstance());
  }

  // The rest.

  /** Waits for the answer to something that nobody waits long for, interrupted or not. */
  Frame call(QueueCall.Builder call) {
    return queue.ask(Frame.newBuilder().setQueueCall(call)).join();
  }

  Answer ask(QueueCall.Builder call) {
    return queue.ask(Frame.newBuilder().setQueueCall(call));
  }
}
