package io.troupe.internal.cluster.program;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/** What a process elsewhere prints, as it comes. Thread-safe. */
final class Arriving extends InputStream {
  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private int position;
  private boolean ended;

  synchronized void add(byte[] chunk) {
    if (chunk.length > 0) {
      chunks.add(chunk);
      notifyAll();
    }
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length)
      throws InterruptedIOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    awaitSome();
    byte[] chunk = chunks.peek();
    if (chunk == null) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    if (position == chunk.length) {
      chunks.remove();
      position = 0;
    }
    return count;
  }

  private synchronized void awaitSome() throws InterruptedIOException {
    try {
      while (chunks.isEmpty() && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public synchronized int available() {
    byte[] chunk = chunks.peek();
    return chunk == null ? 0 : chunk.length - position;
  }
}
