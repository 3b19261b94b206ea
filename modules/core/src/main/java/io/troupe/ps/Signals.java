package io.troupe.ps;

import io.troupe.TroupeException;
import io.troupe.internal.signal.ShellKill;
import io.troupe.subprocess.Signal;
import java.io.IOException;

/** Signals to a process, and never to another one that was given its number. */
record Signals(OsProcess process) {

  void terminate() {
    destroy(false);
  }

  void kill() {
    destroy(true);
  }

  /**
   * The JDK's handle knows the start time, too, and is compared with the process before it sends
   * anything.
   */
  private void destroy(boolean forcibly) {
    if (process.isCurrent()) {
      send((forcibly ? Signal.SIGKILL : Signal.SIGTERM).number());
      return;
    }
    ProcessHandle handle =
        ProcessHandle.of(process.pid()).orElseThrow(() -> NoSuchProcessException.ended(process));
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
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new UnsupportedOperationException("Windows has no signals; use terminate() or kill()");
    }
    process.info();
    if (!tell(number).isEmpty()) {
      process.info();
      throw denied("signal " + number);
    }
  }

  private String tell(int number) {
    try {
      return ShellKill.send(number, Long.toString(process.pid()), process::isRunning);
    } catch (IOException e) {
      throw new TroupeException(
          "cannot send signal " + number + " to process " + process.pid() + ": " + e.getMessage(),
          e);
    }
  }

  private AccessDeniedException denied(String what) {
    return new AccessDeniedException(
        process.pid(),
        "process " + process.pid() + " cannot be sent " + what
            + ": the system does not allow it to " + System.getProperty("user.name"));
  }
}
