package io.troupe.internal.process.output;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the text that a process printed last, up to a limit. Thread-safe: both streams of a process
 * write here, and its owner reads.
 */
public final class Captured implements OutputSink {
  /** The number of characters that are kept unless a limit is set. */
  public static final int DEFAULT_LIMIT = 8 * 1024 * 1024;

  private static final int BLOCK = 64 * 1024;

  private final Deque<StringBuilder> blocks = new ArrayDeque<>();
  private int limit = DEFAULT_LIMIT;
  private long stored; // in the blocks
  private long forgotten; // with blocks that were removed

  /** Sets how many characters are kept. */
  public synchronized void limit(int characters) {
    limit = characters;
    forget();
  }

  @Override
  public synchronized void text(CharSequence text) {
    StringBuilder last = blocks.peekLast();
    if (last == null || last.length() >= BLOCK) {
      last = new StringBuilder();
      blocks.addLast(last);
    }
    last.append(text);
    stored += text.length();
    forget();
  }

  /** Removes the oldest blocks of which nothing is within the limit. */
  private void forget() {
    while (!blocks.isEmpty() && stored - blocks.getFirst().length() >= limit) {
      int length = blocks.removeFirst().length();
      stored -= length;
      forgotten += length;
    }
  }

  public synchronized String text() {
    StringBuilder text = new StringBuilder(Math.toIntExact(stored));
    blocks.forEach(text::append);
    return text.substring((int) excess());
  }

  /** Returns how many characters were printed before those that are kept. */
  public synchronized long dropped() {
    return forgotten + excess();
  }

  private long excess() {
    return Math.max(0, stored - limit);
  }
}
