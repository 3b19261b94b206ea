package io.troupe.internal.link;

import io.troupe.internal.runtime.CpuGate;
import io.troupe.internal.runtime.SpinWait;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link over a transport on which the handshake is done. */
final class StreamLink implements Link {
  private static final Logger log = LoggerFactory.getLogger(StreamLink.class);

  private final String name;
  private final Transport transport;
  private final FrameReader frames;
  private final CpuGate cpu;
  private final Outbox outbox;
  private final DeferredSends deferred;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  // Written under this.
  private volatile @Nullable Thread reader;
  private volatile boolean closedHere;

  /** @param frames reads from the transport; may hold frames that came right behind the handshake */
  StreamLink(long process, Transport transport, FrameReader frames, CpuGate cpu) {
    this.name = "link-" + Long.toUnsignedString(process);
    this.transport = transport;
    this.frames = frames;
    this.cpu = cpu;
    outbox = new Outbox(name, transport);
    deferred = new DeferredSends(name, outbox);
  }

  @Override
  public synchronized void start(FrameHandler handler) {
    if (reader != null) {
      throw new IllegalStateException(name + " has been started before");
    }
    Inbox inbox = new Inbox(transport, frames, new SpinWait(cpu), handler);
    Thread thread = new Thread(() -> run(inbox, handler), "troupe-" + name);
    thread.setDaemon(true);
    reader = thread;
    thread.start();
  }

  @Override
  public void send(Frame frame) {
    if (Thread.currentThread() == reader) {
      deferred.send(frame);
    } else {
      outbox.send(frame);
    }
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
  public void flush() {
    deferred.awaitIdle();
    outbox.flush();
  }

  @Override
  public String toString() {
    return name;
  }

  private synchronized boolean isStarted() {
    return reader != null;
  }

  private void run(Inbox inbox, FrameHandler handler) {
    Throwable cause = closedHere ? null : read(inbox);
    shutDown(cause);
    try {
      handler.onClosed(cause);
    } catch (RuntimeException e) {
      log.error("The handler of {} failed when it was told the end", name, e);
    } finally {
      closed.complete(null);
    }
  }

  /** Reads until the link ends, and returns why: null for the end of the stream, or because this side closed it. */
  private @Nullable Throwable read(Inbox inbox) {
    try {
      inbox.readAll();
      return null;
    } catch (MalformedFrameException e) {
      log.warn("Closed {}: received {}", name, e.getMessage());
      return e;
    } catch (IOException e) {
      return closedHere ? null : e;
    } catch (RuntimeException | Error e) {
      log.error("Closed {}: its handler failed", name, e);
      return e;
    }
  }

  private void shutDown(@Nullable Throwable cause) {
    outbox.close(cause);
    transport.close();
  }
}
