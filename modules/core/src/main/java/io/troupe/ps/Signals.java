package io.troupe.ps;

import io.troupe.internal.ps.CommandSignal;

/** Signals to a process, and never to another one that was given its number. */
record Signals(OsProcess process) {

  void terminate() {
    destroy(false);
  }

  void kill() {
    destroy(true);
  }

  /** The JDK's handle knows the start time, too, and is compared with the process before it sends anything. */
  private void destroy(boolean forcibly) {
    if (process.isCurrent()) {
      send(forcibly ? CommandSignal.KILL : CommandSignal.TERM);
      return;
    }
    ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow(process::gone);
    process.info();
    if (!(forcibly ? handle.destroyForcibly() : handle.destroy())) {
      process.info();
      throw denied("a signal");
    }
  }

  void send(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("a signal must be >= 1, was " + number);
    }
    process.info();
    if (!CommandSignal.send(number, process.pid())) {
      process.info();
      throw denied("signal " + number);
    }
  }

  private AccessDeniedException denied(String what) {
    return new AccessDeniedException(
        process.pid(),
        "process " + process.pid() + " cannot be sent " + what
            + ": the system does not allow it to " + System.getProperty("user.name"));
  }
}
