package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.link.handshake.Session;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.CpuGate;
import io.troupe.internal.wait.SpinWait;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A link over a transport on which the handshake is done. */
final class StreamLink implements Link {
  private static final Log log = Log.of(StreamLink.class);

  private final Session session;
  private final String name;
  private final RingTransport transport;
  private final FrameReader frames;
  private final CpuGate cpu;
  private final Outbox outbox;
  private final Rings rings;
  private final DeferredSends deferred;
  private final ReadingTurn turn = new ReadingTurn();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  // Written under this.
  private volatile @Nullable Inbox inbox;
  private volatile boolean closedHere;

  /** @param session whose handshake is done */
  StreamLink(Session session, CpuGate cpu) {
    this.session = session;
    this.name = "link-" + session.peer().pid();
    this.transport = session.transport();
    this.frames = session.reader();
    this.cpu = cpu;
    outbox = new Outbox(name, transport);
    deferred = new DeferredSends(name, outbox);
    rings = new Rings(transport, frames, outbox);
    if (transport.takesRings()) {
      outbox.onceBusy(rings);
    }
  }

  @Override
  public RuntimeId peer() {
    return session.peer();
  }

  @Override
  public long wanted() {
    return session.wanted();
  }

  @Override
  public ByteString greeting() {
    return session.greeting();
  }

  @Override
  public void start(FrameHandler handler) {
    Reader reader = reader(handler);
    try {
      reader.start();
    } catch (OutOfMemoryError e) { // no more threads: the other side must not wait for this one
      reader.end(e);
      throw e;
    }
  }

  private synchronized Reader reader(FrameHandler handler) {
    if (inbox != null) {
      throw new IllegalStateException(name + " has been started before");
    }
    SpinWait spin = new SpinWait(cpu);
    Inbox started = new Inbox(transport, frames, rings, spin, handler, turn);
    inbox = started;
    return new Reader(started, handler);
  }

  @Override
  public void send(Frame frame) {
    if (turn.isMine()) {
      deferred.send(frame);
    } else {
      outbox.send(frame);
    }
  }

  @Override
  public boolean awaitRoom(long nanos) throws InterruptedException {
    return turn.isMine() || outbox.awaitRoom(nanos);
  }

  @Override
  public void post(Frame frame) {
    deferred.send(frame);
  }

  @Override
  public void sendControl(Frame frame) {
    if (Outbox.sizeOf(frame) > FrameFormat.LONGEST_WHOLE) {
      deferred.send(frame);
    } else {
      outbox.sendControl(frame);
    }
  }

  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException {
    Inbox started = inbox;
    return started == null ? over.getAsBoolean() : started.readUntil(over, nanos);
  }

  @Override
  public void wake() {
    if (turn.isLent()) {
      transport.wakeReader();
    }
  }

  @Override
  public void recall() {
    turn.recallReader();
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void close() {
    closedHere = true;
    shutDown(null);
    if (!isStarted()) {
      closed.complete(null);
    }
  }

  @Override
  public void linger() {
    turn.linger();
    transport.wakeReader();
  }

  @Override
  public void flush() {
    deferred.awaitIdle();
    outbox.flush();
  }

  @Override
  public String toString() {
    return name;
  }

  private synchronized boolean isStarted() {
    return inbox != null;
  }

  /** The thread that hands over what comes, and then the end. */
  private final class Reader extends Thread {
    private final Inbox inbox;
    private final FrameHandler handler;

    Reader(Inbox inbox, FrameHandler handler) {
      super("troupe-" + name);
      this.inbox = inbox;
      this.handler = handler;
      setDaemon(true);
    }

    @Override
    public void run() {
      end(closedHere ? null : read(inbox));
    }

    void end(@Nullable Throwable cause) {
      shutDown(cause);
      try {
        handler.onClosed(cause);
      } catch (RuntimeException e) {
        log.error("The handler of {} failed when it was told the end", name, e);
      } finally {
        closed.complete(null);
      }
    }
  }

  /**
   * Reads until the link ends, and returns why: null for the end of the stream, or because this
   * side closed it.
   */
  private @Nullable Throwable read(Inbox inbox) {
    try {
      turn.begin();
      inbox.readAll();
      return null;
    } catch (MalformedFrameException e) {
      log.warn("Closed {}: received {}", name, e.getMessage());
      return e;
    } catch (IOException e) {
      return closedHere ? null : e;
    } catch (Throwable e) { // of any kind: the link ends with it
      log.error("Closed {}: its handler failed", name, e);
      return e;
    }
  }

  private void shutDown(@Nullable Throwable cause) {
    outbox.close(cause);
    transport.close();
  }
}
