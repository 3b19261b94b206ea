package io.troupe.internal.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The writers of an inbox, served by turns, and the messages that came before them. Guarded by the
 * lock of the inbox.
 */
final class Sources implements Iterable<Source> {
  // More than a socket holds: a writer that goes on and on must not keep a reader from leaving.
  private static final int MOST_FILLS = 1024;

  private final Deque<byte[]> early = new ArrayDeque<>();
  private final List<Source> all = new ArrayList<>(1);
  private int current;
  private @Nullable IOException failure;

  void addEarly(byte[] message) {
    early.add(message);
  }

  void add(Source source) {
    all.add(source);
  }

  @Override
  public Iterator<Source> iterator() {
    return all.iterator();
  }

  boolean isEmpty() {
    return all.isEmpty() && early.isEmpty();
  }

  /** Returns what broke the last source that broke, if any did. */
  @Nullable
  IOException failure() {
    return failure;
  }

  /** Turns to the next source whose next message has begun. Returns whether there is any. */
  boolean findReady() throws IOException {
    return !early.isEmpty() || turnToReady();
  }

  private boolean turnToReady() throws IOException {
    int count = all.size();
    for (int i = 0; i < count; i++) {
      int candidate = current + i < count ? current + i : current + i - count;
      if (isReady(all.get(candidate))) {
        current = candidate;
        return true;
      }
    }
    return false;
  }

  private static boolean isReady(Source source) throws IOException {
    return source.begun() && !source.spent();
  }

  /** Returns the length of the message found ready. */
  int length() {
    byte[] first = early.peek();
    return first != null ? first.length : all.get(current).length();
  }

  /**
   * Takes the message found ready, once all of it is here; else null. The next turn is another
   * source's.
   */
  byte @Nullable [] take() {
    byte[] message = early.poll();
    if (message == null && !all.isEmpty()) {
      message = all.get(current).take();
      current = message == null ? current : (current + 1) % all.size();
    }
    return message;
  }

  /** Reads from the source whose turn it is. Returns whether that brought anything. */
  boolean fill() {
    return !all.isEmpty() && all.get(current).fill();
  }

  /** Reads from each source once. */
  void fillAll() {
    all.forEach(Source::fill);
  }

  /** Whether the source whose turn it is may still bring the rest of its message. */
  boolean fillsOn() {
    return !all.isEmpty() && !all.get(current).ended();
  }

  /** Returns the wire of the source whose turn it is. */
  Wire wire() {
    return all.get(current).wire();
  }

  /** Removes the sources from which no whole message will come. */
  void removeSpent(Consumer<Source> retire) throws IOException {
    for (Iterator<Source> each = all.iterator(); each.hasNext(); ) {
      Source source = each.next();
      if (source.spent()) {
        each.remove();
        remove(source, retire);
      }
    }
  }

  /** Takes all messages that are here, without waiting for the rest of any. */
  List<byte[]> drain() throws IOException {
    List<byte[]> drained = new ArrayList<>(early);
    for (Source source : all) {
      drain(source, drained);
    }
    return drained;
  }

  private static void drain(Source source, List<byte[]> drained) throws IOException {
    int fills = 0;
    do {
      for (byte[] next = takeReady(source); next != null; next = takeReady(source)) {
        drained.add(next);
      }
    } while (source.fill() && ++fills < MOST_FILLS);
  }

  private static byte @Nullable [] takeReady(Source source) throws IOException {
    return isReady(source) ? source.take() : null;
  }

  void removeAll(Consumer<Source> retire) {
    all.forEach(source -> remove(source, retire));
    all.clear();
  }

  private void remove(Source source, Consumer<Source> retire) {
    failure = source.failure() == null ? failure : source.failure();
    current = 0;
    retire.accept(source);
  }
}
