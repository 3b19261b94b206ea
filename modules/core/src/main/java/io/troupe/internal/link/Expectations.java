package io.troupe.internal.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The processes that may connect. Thread-safe. */
final class Expectations {
  private final Map<Long, Expectation> byProcess = new ConcurrentHashMap<>();
  private volatile boolean closed;

  void add(Expectation expectation) {
    if (byProcess.putIfAbsent(expectation.process(), expectation) != null) {
      throw new IllegalStateException("Process " + expectation.process() + " is expected already");
    }
    if (closed) {
      forget(expectation.process(), "the host takes no more connections");
    }
  }

  @Nullable
  Expectation find(long process) {
    return byProcess.get(process);
  }

  /** Takes an expectation out, which one caller only can do. */
  boolean claim(Expectation expectation) {
    return byProcess.remove(expectation.process(), expectation);
  }

  void forget(long process, String reason) {
    Expectation expectation = byProcess.remove(process);
    if (expectation != null) {
      expectation.fail(reason);
    }
  }

  void close() {
    closed = true;
    byProcess.keySet().forEach(process -> forget(process, "the host takes no more connections"));
  }
}
