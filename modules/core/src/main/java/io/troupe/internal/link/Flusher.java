package io.troupe.internal.link;

import io.troupe.internal.link.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks to a transport. The holder of the role of the writer calls {@link #flush}, which
 * never waits: when the transport is full, a thread of the link's own takes over the role until
 * everything is written. So no user's thread, and no reader, ever waits in the transport.
 */
final class Flusher {
  private static final int STAGING = 64 << 10;

  private final String name;
  private final Transport transport;
  private final Source source;

  // Chunks are arrays; a channel would copy them into a direct buffer of each writing thread's own.
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  private final Semaphore handedOver = new Semaphore(0);
  private volatile boolean closed;

  // Both belong to the holder of the role.
  private @Nullable ByteBuffer unfinished;
  private @Nullable Thread overflow;

  /** Where chunks come from. */
  interface Source {

    /**
     * Takes note that {@code written} is; returns the next chunk, or null, which gives the role
     * back.
     */
    @Nullable
    ByteBuffer next(@Nullable ByteBuffer written);

    /** The transport takes no more for now. Called on the flusher's own thread. */
    void full();

    /** Nothing can be written any more. */
    void failed(IOException cause);
  }

  Flusher(String name, Transport transport, Source source) {
    this.name = name;
    this.transport = transport;
    this.source = source;
  }

  /**
   * Writes until nothing is left, or leaves that to the overflow thread. The caller gives up the
   * role.
   */
  void flush() {
    try {
      if (!drain()) {
        handOver();
      }
    } catch (IOException e) {
      source.failed(e);
    } catch (RuntimeException | Error e) {
      // Such as no memory for the thread: no thread would ever write again.
      source.failed(new IOException(e));
      throw e;
    }
  }

  /** Ends the overflow thread, once the transport is closed too. */
  void close() {
    closed = true;
    handedOver.release();
  }

  private boolean drain() throws IOException {
    ByteBuffer chunk = unfinished == null ? source.next(null) : unfinished;
    unfinished = null;
    while (chunk != null) {
      if (!write(chunk)) {
        unfinished = chunk;
        return false;
      }
      chunk = source.next(chunk);
    }
    return true;
  }

  private void handOver() {
    if (overflow == null) {
      overflow = new Thread(this::runOverflow, "troupe-" + name + "-writer");
      overflow.setDaemon(true);
      overflow.start();
    }
    handedOver.release();
  }

  private void runOverflow() {
    handedOver.acquireUninterruptibly();
    while (!closed) {
      flushWaiting();
      handedOver.acquireUninterruptibly();
    }
  }

  private void flushWaiting() {
    try {
      source.full();
      do {
        transport.awaitWritable(0);
      } while (!drain());
    } catch (IOException e) {
      source.failed(e);
    }
  }

  /** Writes what there is room for; returns whether that was all. */
  private boolean write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int before = bytes.remaining();
      writeOnce(bytes);
      if (bytes.remaining() == before) {
        return false;
      }
    }
    return true;
  }

  private void writeOnce(ByteBuffer bytes) throws IOException {
    if (bytes.isDirect()) {
      transport.write(bytes);
    } else {
      int count = Math.min(bytes.remaining(), STAGING);
      staging.clear().limit(count).put(0, bytes, bytes.position(), count);
      transport.write(staging);
      bytes.position(bytes.position() + staging.position());
    }
  }
}
