package io.troupe.subprocess;

import io.troupe.internal.subprocess.ProgramPipe;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes through several pipes at once, on the thread that waits for them. One thread runs it
 * at a time; any may {@link #finish} it.
 */
final class Exchange {
  /** More than any pipe holds that was not enlarged. */
  private static final int MOST_DRAINED = 32;

  private final List<Flow> flows = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(ProgramPipe.PIECE_BYTES);
  private volatile boolean finishing;
  private volatile @Nullable Selector selector;

  void add(Flow flow) {
    flows.add(flow);
  }

  boolean isEmpty() {
    return flows.isEmpty();
  }

  /**
   * Moves what comes until all pipes are at their end; returns false if the deadline passes before.
   */
  boolean run(Deadline deadline) throws IOException, InterruptedException {
    if (!isOpen()) {
      return true;
    }
    try (Selector waiting = Selector.open()) {
      selector = waiting;
      register(waiting);
      while (isOpen()) {
        if (finishing) {
          drain();
          close();
          return true;
        }
        await(waiting, deadline);
        if (isOpen() && deadline.passed()) {
          return false;
        }
      }
      return true;
    } finally {
      selector = null;
    }
  }

  private boolean isOpen() {
    return flows.stream().anyMatch(Flow::isOpen);
  }

  /** No selector knows of bytes that a stream has read ahead. */
  private void register(Selector waiting) throws IOException {
    for (Flow flow : flows) {
      advance(flow);
      if (flow.isOpen()) {
        flow.channel().register(waiting, flow.operation(), flow);
      }
    }
  }

  private void await(Selector waiting, Deadline deadline) throws IOException, InterruptedException {
    if (deadline.passed()) {
      waiting.selectNow();
    } else {
      waiting.select(deadline.selectMillis());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    for (SelectionKey key : waiting.selectedKeys()) {
      advance((Flow) key.attachment());
    }
    waiting.selectedKeys().clear(); // what was left is ready again
  }

  private boolean advance(Flow flow) throws IOException {
    return flow.isOpen() && flow.advance(buffer);
  }

  /** Has the thread that runs this take what is there, close everything and return. */
  void finish() {
    finishing = true;
    Selector waiting = selector;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  /** Takes what is there, without waiting for more. */
  void drain() throws IOException {
    for (Flow flow : flows) {
      int pieces = 0;
      while (advance(flow) && pieces < MOST_DRAINED) {
        pieces++;
      }
    }
  }

  void close() throws IOException {
    for (Flow flow : flows) {
      flow.close();
    }
  }
}
