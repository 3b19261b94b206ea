package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.QueueShutDownException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.internal.wait.Reachability;
import io.troupe.proto.Frame;
import io.troupe.proto.QueueCall;
import io.troupe.proto.QueueContent;
import io.troupe.proto.QueueFrame;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.QueueKind;
import io.troupe.proto.QueueWord;
import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One handle of a queue: encodes and decodes items, and waits. What is null here is what the
 * façades make an exception of. Thread-safe.
 */
final class QueueEnd {
  private final Payloads payloads;
  private final QueueClient client;
  private final QueueKind kind;
  private final int maxSize;
  private final Lease lease;
  private final Cleaner.Cleanable cleanable;

  /** What is to be done when the handle is closed or forgotten: it must not refer to that. */
  private record Lease(QueueClient client, AtomicBoolean closed) implements Runnable {
    @Override
    public void run() {
      closed.set(true);
      client.closed();
    }
  }

  /** @param queue held as long as this is */
  QueueEnd(ObjectRef queue, QueueKind kind, int maxSize, Payloads payloads) {
    this.payloads = payloads;
    this.client = QueueClient.of(queue);
    this.kind = kind;
    this.maxSize = maxSize;
    client.opened();
    lease = new Lease(client, new AtomicBoolean());
    cleanable = Reachability.onUnreachable(this, lease);
  }

  /** Returns a handle that can travel. */
  QueueHandle handle() {
    requireOpen();
    return QueueHandle.newBuilder()
        .setObject(client.queue().handle())
        .setKind(kind)
        .setMaxSize(maxSize)
        .build();
  }

  /** Returns the most items; 0 for no bound. */
  int maxSize() {
    return maxSize;
  }

  boolean isClosed() {
    return lease.closed.get();
  }

  void close() {
    cleanable.clean();
  }

  void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException(this + " is closed");
    }
  }

  // Puts.

  /**
   * Puts an item, waiting for room.
   *
   * @param nanos how long; {@link Long#MAX_VALUE} is for ever
   * @return whether there was room in time
   */
  boolean put(Object item, long nanos) throws InterruptedException {
    requireOpen();
    Departure<ByteString> departure = Departure.of(() -> payloads.encode(item));
    boolean put = false;
    try {
      Interrupts.check();
      put = send(departure.value(), nanos);
      return put;
    } finally {
      if (!put) {
        departure.lost();
      }
    }
  }

  /** Puts an item if there is room; takes no notice of interrupts. */
  boolean offer(Object item) {
    requireOpen();
    Departure<ByteString> departure = Departure.of(() -> payloads.encode(item));
    boolean put = false;
    try {
      put = sendNow(departure.value());
      return put;
    } finally {
      if (!put) {
        departure.lost();
      }
    }
  }

  private boolean send(ByteString item, long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return sendNow(item);
    }
    long begin = System.nanoTime();
    client.queue().fenceOthers(nanos);
    if (!client.queue().awaitRoom(Deadline.left(nanos, begin))) {
      return false;
    }
    if (client.outlet().putUnasked(item)) {
      return true;
    }
    long left = Deadline.left(nanos, begin);
    return wasPut(client.outlet().ask(item, true).await(left, this::takeBack));
  }

  private boolean sendNow(ByteString item) {
    client.queue().fenceOthers(Answer.BRIEF_NANOS);
    return hasRoomSoon() && sendUnlessFull(item);
  }

  private boolean hasRoomSoon() {
    try {
      return client.queue().awaitRoom(Answer.BRIEF_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // of which it takes no notice
    }
  }

  private boolean sendUnlessFull(ByteString item) {
    return client.outlet().putUnasked(item)
        || wasPut(client.outlet().ask(item, false).awaitBriefly(this::takeBack));
  }

  private void takeBack(Frame late) {
    if (late.getQueue().hasPutWindow()) {
      client.outlet().takeBack(late.getQueue().getPutWindow().getItem());
    }
  }

  private boolean wasPut(@Nullable Frame answer) {
    if (answer == null) {
      return false;
    }
    QueueFrame body = answer.getQueue();
    if (body.hasPutWindow()) {
      client.outlet().granted(body.getPutWindow().getBytes());
    } else {
      requireNotShutDown(body);
    }
    return body.hasPutWindow();
  }

  // Gets.

  /**
   * Takes the next item, waiting for one.
   *
   * @param nanos how long; {@link Long#MAX_VALUE} is for ever
   * @return null if none came in time
   */
  @Nullable
  Object get(long nanos) throws InterruptedException {
    requireOpen();
    Interrupts.check();
    ByteString item = client.intake().poll();
    if (item == null) {
      item = nanos <= 0 ? receiveNow() : receive(nanos);
    }
    return item == null ? null : decode(item);
  }

  /** Takes the next item if there is one; takes no notice of interrupts. */
  @Nullable
  Object poll() {
    requireOpen();
    ByteString item = client.intake().poll();
    if (item == null) {
      item = receiveNow();
    }
    return item == null ? null : decode(item);
  }

  private @Nullable ByteString receiveNow() {
    Intake.Ask ask = client.intake().ask(false);
    return received(ask, ask.answer().awaitBriefly(late -> giveBack(ask, late)));
  }

  private @Nullable ByteString receive(long nanos) throws InterruptedException {
    Intake.Ask ask = client.intake().ask(true);
    try {
      return received(ask, ask.answer().await(nanos, late -> giveBack(ask, late)));
    } catch (InterruptedException e) {
      client.intake().end(ask);
      throw e;
    }
  }

  private void giveBack(Intake.Ask ask, Frame late) {
    if (late.getQueue().hasHandedItems()) {
      client.intake().giveBackLate(ask);
    }
  }

  private @Nullable ByteString received(Intake.Ask ask, @Nullable Frame answer) {
    if (answer != null && answer.getQueue().hasHandedItems()) {
      return client.intake().receive(ask, answer.getQueue().getHandedItems().getItemsList());
    }
    client.intake().end(ask);
    if (answer != null) {
      requireNotShutDown(answer.getQueue());
    }
    return null;
  }

  Object decode(ByteString item) {
    return Objects.requireNonNull(payloads.decode(item), "a queue holds no nulls");
  }

  // The rest.

  private void requireNotShutDown(QueueFrame answer) {
    if (answer.getSays().getWord() == QueueWord.SHUT_DOWN) {
      throw new QueueShutDownException(this + " was shut down");
    }
  }

  /**
   * Returns the answer to something that is answered soon.
   *
   * @throws io.troupe.manager.CallAbandonedException as {@link Answer#joinUnlessInterrupted}
   */
  QueueContent content(QueueCall.Builder call) {
    return answer(call).getQueue().getContent();
  }

  Frame answer(QueueCall.Builder call) {
    requireOpen();
    return ask(call).joinUnlessInterrupted();
  }

  /** Waits for the answer; returns null if none came in time. */
  @Nullable
  Frame answer(QueueCall.Builder call, long nanos) throws InterruptedException {
    requireOpen();
    return ask(call).await(nanos, late -> {});
  }

  private Answer ask(QueueCall.Builder call) {
    return client.queue().ask(QueueFrames.frame(QueueFrame.newBuilder().setCall(call)));
  }

  void flush() {
    requireOpen();
    client.queue().flush();
  }

  @Override
  public String toString() {
    String name = switch (kind) {
      case JOINABLE_QUEUE -> "JoinableQueue";
      case SIMPLE_QUEUE -> "SimpleQueue";
      default -> "Queue";
    };
    return name + "[" + client.queue() + (maxSize > 0 ? ", at most " + maxSize + "]" : "]");
  }
}
