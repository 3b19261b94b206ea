package io.troupe.internal.process.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last lines that a process printed, the one that it had not finished included: evidence, in
 * case it dies. Thread-safe.
 */
public final class LastLines {
  private static final int MOST_LINES = 20;
  private static final int LONGEST_LINE = 500;

  private final Deque<String> lines = new ArrayDeque<>();
  private final List<Stream> streams = new ArrayList<>();

  /** Returns what takes the text of one more stream. */
  synchronized Stream stream() {
    Stream stream = new Stream();
    streams.add(stream);
    return stream;
  }

  synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      removeOne();
    }
    lines.addLast(line);
  }

  /** The stack of an exception must not push its message out. */
  private void removeOne() {
    String least = lines.stream()
        .filter(line -> line.startsWith("\tat "))
        .findFirst()
        .orElse(lines.getFirst());
    lines.removeFirstOccurrence(least);
  }

  public synchronized List<String> snapshot() {
    List<String> all = new ArrayList<>(lines);
    for (Stream stream : streams) {
      if (stream.length > 0) {
        all.add(stream.text());
      }
    }
    return List.copyOf(all);
  }

  /** One stream, of which the last line may be unfinished. */
  final class Stream {
    private final StringBuilder line = new StringBuilder();
    private int length; // of the line, however much of it was kept
    private boolean returned;

    private Stream() {}

    void append(CharSequence text) {
      synchronized (LastLines.this) {
        for (int i = 0; i < text.length(); i++) {
          append(text.charAt(i));
        }
      }
    }

    private void append(char c) {
      if (c == '\n') {
        add(text());
        clear();
      } else if (c == '\r') {
        returned = true;
      } else {
        overwriteIfReturned();
        length++;
        if (length <= LONGEST_LINE) {
          line.append(c);
        }
      }
    }

    /**
     * What a terminal would show: a progress bar returns to the start of its line and writes it
     * anew.
     */
    private void overwriteIfReturned() {
      if (returned) {
        clear();
      }
    }

    private void clear() {
      line.setLength(0);
      length = 0;
      returned = false;
    }

    private String text() {
      return length <= LONGEST_LINE ? line.toString() : line + "…";
    }
  }
}
