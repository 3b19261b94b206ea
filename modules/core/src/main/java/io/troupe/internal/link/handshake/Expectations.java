package io.troupe.internal.link.handshake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may connect: the processes that were told to, and, once there is an open house, whoever knows its key. Thread-safe. */
public final class Expectations {
  private final Map<Long, Expectation> byProcess = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile @Nullable OpenHouse house;

  public void add(Expectation expectation) {
    if (byProcess.putIfAbsent(expectation.process(), expectation) != null) {
      throw new IllegalStateException("Process " + expectation.process() + " is expected already");
    }
    if (closed) {
      forget(expectation.process(), "the host takes no more connections");
    }
  }

  /** Lets guests in from now on. */
  public void open(OpenHouse house) {
    this.house = house;
  }

  @Nullable
  Expectation find(long process) {
    Expectation told = byProcess.get(process);
    OpenHouse open = house;
    return told == null && open != null && !closed ? open.admit(process) : told;
  }

  /** Takes an expectation out, which one caller only can do; a guest has one of its own. */
  boolean claim(Expectation expectation) {
    return expectation.isGuest() || byProcess.remove(expectation.process(), expectation);
  }

  public void forget(long process, String reason) {
    Expectation expectation = byProcess.remove(process);
    if (expectation != null) {
      expectation.fail(reason);
    }
  }

  public void close() {
    closed = true;
    byProcess.keySet().forEach(process -> forget(process, "the host takes no more connections"));
  }
}
