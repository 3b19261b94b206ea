package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A link that is being made. What is sent meanwhile waits in memory, in order, so that only the
 * thread that makes it waits for the other side, which may be stopped. Thread-safe.
 */
public final class PromisedLink implements Link {
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  // The rest is guarded by this.
  private List<Frame> early = new ArrayList<>();
  private long earlyBytes;
  private @Nullable FrameHandler handler;
  private boolean over;
  private @Nullable Throwable failure;

  /** Written when nothing is left that came early. */
  private volatile @Nullable Link link;

  /** The link is there. To be called once, after {@link #start}. */
  public void keep(Link made) {
    made.closed().whenComplete((end, cause) -> closed.complete(null));
    made.start(handler());
    for (List<Frame> next = takeEarly(made); !next.isEmpty(); next = takeEarly(made)) {
      next.forEach(made::send);
    }
    if (isOver()) {
      made.close();
    }
  }

  private synchronized FrameHandler handler() {
    return Objects.requireNonNull(handler, "handler");
  }

  private synchronized List<Frame> takeEarly(Link made) {
    List<Frame> taken = early;
    early = new ArrayList<>();
    earlyBytes = 0;
    if (taken.isEmpty()) {
      link = made;
    }
    notifyAll();
    return taken;
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** There will be no link. To be called once, after {@link #start}, instead of {@link #keep}. */
  public void fail(Throwable cause) {
    synchronized (this) {
      over = true;
      failure = cause;
      early = List.of();
      notifyAll();
    }
    try {
      handler().onClosed(cause);
    } finally {
      closed.complete(null);
    }
  }

  /** Returns the link; null if there is none yet, and the frame waits for it. */
  private @Nullable Link linkOrWait(Frame frame) {
    Link made = link;
    if (made != null) {
      return made;
    }
    int size = Outbox.sizeOf(frame);
    synchronized (this) {
      if (over) {
        throw new LinkClosedException("There is no link", failure);
      }
      if (link == null) {
        early.add(frame);
        earlyBytes += size;
      }
      return link;
    }
  }

  private Link there() {
    Link made = link;
    if (made == null) {
      throw new IllegalStateException("There is no link yet");
    }
    return made;
  }

  @Override
  public RuntimeId peer() {
    return there().peer();
  }

  @Override
  public long wanted() {
    return there().wanted();
  }

  @Override
  public ByteString greeting() {
    return there().greeting();
  }

  @Override
  public synchronized void start(FrameHandler handler) {
    this.handler = handler;
  }

  @Override
  public void send(Frame frame) {
    Link made = linkOrWait(frame);
    if (made != null) {
      made.send(frame);
    }
  }

  @Override
  public boolean awaitRoom(long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    Link made = awaitRoomOrLink(nanos);
    return made == null ? hasRoom() : made.awaitRoom(Deadline.left(nanos, begin));
  }

  private synchronized @Nullable Link awaitRoomOrLink(long nanos) throws InterruptedException {
    Deadline deadline = Deadline.after(nanos);
    while (!hasRoom() && !deadline.passed()) {
      wait(deadline.selectMillis());
    }
    return link;
  }

  private synchronized boolean hasRoom() {
    return link != null || over || earlyBytes < Lanes.ROOM;
  }

  @Override
  public void post(Frame frame) {
    Link made = linkOrWait(frame);
    if (made != null) {
      made.post(frame);
    }
  }

  @Override
  public void sendControl(Frame frame) {
    Link made = linkOrWait(frame);
    if (made != null) {
      made.sendControl(frame);
    }
  }

  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException {
    Link made = link;
    return made == null ? over.getAsBoolean() : made.readUntil(over, nanos);
  }

  @Override
  public void wake() {
    Link made = link;
    if (made != null) {
      made.wake();
    }
  }

  @Override
  public void recall() {
    Link made = link;
    if (made != null) {
      made.recall();
    }
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void close() {
    Link made;
    synchronized (this) {
      over = true;
      made = link;
    }
    if (made == null) {
      closed.complete(null);
    } else {
      made.close();
    }
  }

  @Override
  public void linger() {
    there().linger();
  }

  @Override
  public void flush() {
    Link made = link;
    if (made != null) {
      made.flush();
    }
  }

  @Override
  public String toString() {
    Link made = link;
    return made == null ? "a link that is being made" : made.toString();
  }
}
