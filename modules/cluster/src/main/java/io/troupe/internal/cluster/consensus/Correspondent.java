package io.troupe.internal.cluster.consensus;

import io.troupe.internal.cluster.gateway.Line;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node that mail is sent to: by the line that was made last, by it or by this one. Where both
 * make one at once there are two, of which each side writes to one. Thread-safe.
 */
final class Correspondent implements AutoCloseable {
  private static final Log log = Log.of(Correspondent.class);
  private static final int MOST_WAITING = 256;

  /** After a failure, mail is lost for so long before a line is tried again. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Far far;

  /** Written while this is locked. */
  private volatile @Nullable Line line;

  // Guarded by this.
  private final List<byte[]> waiting = new ArrayList<>();
  private boolean dialing;
  private boolean closed;
  private long notBefore = System.nanoTime();

  /** The other side. Called by any thread. */
  interface Far {
    /** Makes a line with it. Blocks. */
    Line dial() throws IOException;

    /** Takes a mail from it. */
    void take(byte[] mail) throws IOException;

    /** It is not connected any more, or cannot be. */
    void lost();
  }

  Correspondent(Far far) {
    this.far = far;
  }

  /** Sends a mail, at once or when there is a line. Does not block. */
  void send(byte[] mail) {
    Line known = line;
    if (known != null) {
      known.offer(mail);
    } else if (!awaitLine(mail)) {
      far.lost();
    }
  }

  /** Returns false if it is lost, for there will be no line soon. */
  private synchronized boolean awaitLine(byte[] mail) {
    if (line != null) {
      line.offer(mail);
      return true;
    }
    prepare();
    if (dialing && waiting.size() < MOST_WAITING) {
      waiting.add(mail);
    }
    return dialing;
  }

  /** Begins to make a line, if there is none, and none could be made a moment ago. */
  synchronized void prepare() {
    if (line == null && !dialing && !closed && System.nanoTime() - notBefore >= 0) {
      dialing = true;
      Thread thread = new Thread(this::dial, "troupe-dial");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void dial() {
    try {
      use(far.dial());
    } catch (IOException | RuntimeException e) {
      log.debug("There is no line with {}: {}", far, e.toString());
      if (failed()) {
        far.lost();
      }
    }
  }

  /** Returns whether there is no other line. */
  private synchronized boolean failed() {
    dialing = false;
    waiting.clear();
    notBefore = System.nanoTime() + PAUSE_NANOS;
    return line == null;
  }

  /** Mail goes by this line from now on. */
  synchronized void use(Line made) {
    dialing = false;
    if (closed) {
      made.close();
      return;
    }
    made.start(new LineReader(made));
    waiting.forEach(made::offer);
    waiting.clear();
    line = made;
  }

  private final class LineReader implements Line.Reader {
    private final Line own;

    LineReader(Line own) {
      this.own = own;
    }

    @Override
    public void take(byte[] mail) throws IOException {
      far.take(mail);
    }

    @Override
    public void ended() {
      if (end(own)) {
        far.lost();
      }
    }
  }

  private synchronized boolean end(Line ended) {
    boolean last = ended.equals(line);
    if (last) {
      line = null;
    }
    return last;
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    if (line != null) {
      line.close();
    }
  }
}
