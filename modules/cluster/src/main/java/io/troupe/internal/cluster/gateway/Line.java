package io.troupe.internal.cluster.gateway;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.SpinWait;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * A stream of mail between two nodes, in both directions. Who sends writes, without waiting; what
 * finds no room is refused. One thread takes what comes. A side that says nothing for long, not
 * even that it is there, has no line any more. Thread-safe.
 */
public final class Line implements AutoCloseable {
  private static final Log log = Log.of(Line.class);
  private static final long PULSE_MILLIS = 1_000;

  /** A busy machine holds up a JVM for seconds; and it costs a new line if it was for longer. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Side side;
  private final Selector selector;
  private final SelectionKey key;
  private final OutgoingMail outgoing;
  private final SpinWait spin = new SpinWait(Cores.gate());
  private volatile boolean closed;

  /** Takes what comes, on the line's own thread, which must not be held up for long. */
  public interface Reader {
    /** Takes a mail. What it throws ends the line. */
    void take(byte[] mail) throws IOException;

    /** There is nothing more to come. */
    void ended();
  }

  Line(Side side) throws IOException {
    this.side = side;
    selector = Selector.open();
    try {
      key = side.socket().register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    outgoing = new OutgoingMail(side, selector::wakeup);
  }

  /** Begins to take what comes; to be called once. */
  public void start(Reader reader) {
    Thread thread = new Thread(() -> run(reader), "troupe-line");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a mail, or leaves it in memory for the time when the other side takes more. Does not
   * block.
   *
   * @return whether it was taken; not if too much waits already, or the line has ended
   */
  public boolean offer(byte[] mail) {
    return !closed && outgoing.offer(mail);
  }

  private void run(Reader reader) {
    try {
      read(new IncomingMail(side, reader));
    } catch (IOException | RuntimeException e) {
      log.debug("A line with {} ends: {}", side, e.toString());
    } finally {
      close();
      closeSelector();
      reader.ended();
    }
  }

  private void read(IncomingMail incoming) throws IOException {
    long heard = System.nanoTime();
    long said = heard;
    while (!closed && !incoming.isOver()) {
      if (!spin.spin(incoming::fill)) {
        await();
        incoming.fill();
      }
      outgoing.goOn();
      boolean any = incoming.takeAll();
      long now = System.nanoTime();
      heard = any ? now : heard;
      if (now - heard > SILENCE_NANOS) {
        throw new IOException("the other side is silent");
      }
      if (now - said >= TimeUnit.MILLISECONDS.toNanos(PULSE_MILLIS)) {
        said = now;
        outgoing.pulse();
      }
    }
  }

  private void await() throws IOException {
    try {
      boolean full = outgoing.isStuck() && !side.needsInput();
      key.interestOps(full ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      selector.select(ready -> {}, PULSE_MILLIS);
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("the line is closed", e);
    }
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException e) {
      log.debug("Closing a selector failed", e);
    }
  }

  /** Ends it; the reader is told. Idempotent, does not block. */
  @Override
  public void close() {
    closed = true;
    side.close();
    selector.wakeup();
  }
}
