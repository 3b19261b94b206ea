package io.troupe.internal.manager;

import io.troupe.Process;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How a manager lives: here, in a process, at an address, or only as a reference to one elsewhere. */
interface Life {
  /** For a manager that somebody else ends. */
  Life ELSEWHERE = () -> {};

  /** Ends the manager, if it is this one's to end. Idempotent. */
  void end();

  default Optional<Process> process() {
    return Optional.empty();
  }

  default Optional<SocketAddress> address() {
    return Optional.empty();
  }

  /** Waits until it has ended, for managers in a process of their own. */
  default boolean join(Duration timeout) throws InterruptedException {
    return true;
  }
}
