package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.GetItems;
import io.troupe.proto.GiveBack;
import io.troupe.proto.ItemsTaken;
import io.troupe.proto.QueueFrame;
import io.troupe.proto.ShareTallies;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The gets of one process: batches that were received, of which threads take one item after the
 * other. The owner learns what was taken from tallies in shared memory, or else from a message for
 * each item. Thread-safe.
 */
final class Intake {
  private static final Log log = Log.of(Intake.class);

  /** The owner gives fewer. */
  private static final int MOST_ITEMS = 256;

  /** So many gets make it worthwhile to share memory with the owner. */
  private static final int TALLIES_FROM = 2;

  private static final int NO_SLOT = -1;

  private final ObjectRef queue;

  // The rest is guarded by this. Nothing is sent meanwhile but by threads that sending never
  // blocks.
  private final ArrayDeque<AheadBatch> ahead = new ArrayDeque<>();
  private final List<Long> finished = new ArrayList<>();
  private final Set<Long> recalled = new HashSet<>();
  private @Nullable Tallies tallies;
  // Whether items may travel ahead uncounted, for lack of memory that the owner could read.
  private boolean untallied;
  private boolean closed;
  private int asking;
  private int gets;

  /** A get that the owner was asked for. */
  record Ask(Answer answer, int slot) {
    long batch() {
      return answer.correlation();
    }
  }

  Intake(ObjectRef queue) {
    this.queue = queue;
    this.untallied = queue.isLocal();
  }

  /** Takes an item that travelled ahead; null if there is none. */
  @Nullable
  ByteString poll() {
    AheadBatch batch;
    ByteString item;
    synchronized (this) {
      do {
        batch = ahead.peek();
        if (batch == null) {
          return null;
        }
        item = take(batch);
        if (batch.isEmpty()) {
          ahead.remove();
        }
      } while (item == null);
    }
    report(batch);
    return item;
  }

  /** Asks the owner for items; its answer is to be followed by {@link #receive} or {@link #end}. */
  Ask ask(boolean wait) {
    GetItems.Builder get = GetItems.newBuilder().setWait(wait);
    int slot;
    synchronized (this) {
      asking++;
      slot = tallies == null ? NO_SLOT : tallies.claim();
      get.setMost(slot != NO_SLOT || untallied ? MOST_ITEMS : 1);
      get.addAllFinished(finished);
      finished.clear();
    }
    if (slot == NO_SLOT) {
      countTowardsTallies();
    } else {
      get.setTally(slot);
    }
    return new Ask(queue.ask(QueueFrames.frame(QueueFrame.newBuilder().setGetItems(get))), slot);
  }

  /** No item came, or none is waited for any more: what comes all the same goes back. */
  void end(Ask ask) {
    synchronized (this) {
      endAsking();
    }
    CompletionStage<Void> unused = ask.answer().stage().handle((answer, failure) -> {
      release(ask.slot()); // not before: the owner may still look there for what was taken
      return null;
    });
  }

  /** An answer came when its thread had gone. */
  void giveBackLate(Ask ask) {
    queue.post(giveBackFrame(ask.batch(), 0));
  }

  /** Takes the first item of an answer; the others wait here. */
  ByteString receive(Ask ask, List<ByteString> items) {
    AheadBatch batch = new AheadBatch(ask.batch(), ask.slot(), items);
    ByteString first;
    boolean back;
    synchronized (this) {
      first = Objects.requireNonNull(take(batch));
      back = (recalled.remove(batch.id()) || closed) && !batch.isEmpty();
      if (!back && !batch.isEmpty()) {
        ahead.add(batch);
      }
      endAsking();
    }
    if (back) {
      giveBack(batch);
    } else {
      report(batch);
    }
    return first;
  }

  private void endAsking() {
    if (--asking == 0) {
      recalled.clear(); // what it was about had been answered for before
    }
  }

  /** Returns null, and leaves an empty batch, if the owner has taken the rest back. */
  private @Nullable ByteString take(AheadBatch batch) {
    ByteString item = batch.take();
    if (tallies != null
        && batch.slot() != NO_SLOT
        && !tallies.count(batch.slot(), batch.id(), batch.taken())) {
      batch.clear();
      item = null;
    }
    if (batch.isEmpty()) {
      finish(batch);
    }
    return item;
  }

  /** What the owner does not learn from a message, it learns when it is asked for more. */
  private void finish(AheadBatch batch) {
    release(batch.slot());
    boolean isKnown = queue.isLocal() ? batch.size() == 1 : batch.slot() == NO_SLOT;
    if (!isKnown) {
      finished.add(batch.id());
    }
  }

  private synchronized void release(int slot) {
    if (tallies != null && slot != NO_SLOT) {
      tallies.release(slot);
    }
  }

  private void report(AheadBatch batch) {
    if (!queue.isLocal() && batch.slot() == NO_SLOT) {
      queue.tell(QueueFrames.frame(QueueFrame.newBuilder()
          .setItemsTaken(ItemsTaken.newBuilder().setBatch(batch.id()).setCount(batch.taken()))));
    }
  }

  private void giveBack(AheadBatch batch) {
    giveBack(batch.id(), batch.taken());
    release(batch.slot());
  }

  private void giveBack(long batch, int taken) {
    queue.tell(giveBackFrame(batch, taken));
  }

  private static Frame.Builder giveBackFrame(long batch, int taken) {
    GiveBack giveBack = GiveBack.newBuilder().setBatch(batch).setTaken(taken).build();
    return QueueFrames.frame(QueueFrame.newBuilder().setGiveBack(giveBack));
  }

  /**
   * Others want what travelled ahead. For a thread that must not block: sending does not, there.
   */
  synchronized void recall(List<Long> batches) {
    for (long id : batches) {
      AheadBatch batch = removeAhead(id);
      if (batch != null) {
        giveBack(batch);
      } else if (finished.remove(id)) {
        giveBack(id, Integer.MAX_VALUE);
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

  synchronized void open() {
    closed = false;
  }

  /** No thread will get any more; what travelled ahead goes back. */
  void close() {
    List<AheadBatch> back;
    synchronized (this) {
      closed = true;
      back = List.copyOf(ahead);
      ahead.clear();
    }
    back.forEach(this::giveBackLast);
  }

  /** For the thread that cleans up after handles: an owner that has stopped must not hold it. */
  private void giveBackLast(AheadBatch batch) {
    queue.post(giveBackFrame(batch.id(), batch.taken()));
    release(batch.slot());
  }

  // Tallies.

  private void countTowardsTallies() {
    boolean due;
    synchronized (this) {
      due = !queue.isLocal() && ++gets == TALLIES_FROM;
    }
    if (due) {
      shareTallies();
    }
  }

  private void shareTallies() {
    try {
      Tallies made = Tallies.create();
      CompletionStage<Frame> answer = queue
          .ask(QueueFrames.frame(QueueFrame.newBuilder()
              .setShareTallies(ShareTallies.newBuilder().setMemory(made.address()))))
          .stage();
      CompletionStage<Frame> unused =
          answer.whenComplete((done, failure) -> use(failure == null ? made : null));
    } catch (UncheckedIOException e) {
      log.debug("No memory for tallies: messages do as well", e);
      use(null);
    }
  }

  private synchronized void use(@Nullable Tallies shared) {
    tallies = shared;
    untallied = shared == null;
  }

  /** Items that were received and are not all taken yet. Not thread-safe. */
  private static final class AheadBatch {
    private final long id;
    private final int slot;
    private final List<ByteString> items;
    private int taken;

    /** @param slot where it is counted what is taken; -1 for nowhere */
    AheadBatch(long id, int slot, List<ByteString> items) {
      this.id = id;
      this.slot = slot;
      this.items = items;
    }

    long id() {
      return id;
    }

    int slot() {
      return slot;
    }

    int size() {
      return items.size();
    }

    int taken() {
      return taken;
    }

    boolean isEmpty() {
      return taken == items.size();
    }

    ByteString take() {
      return items.get(taken++);
    }

    /** What is left is not there to be taken any more. */
    void clear() {
      taken = items.size();
    }
  }
}
