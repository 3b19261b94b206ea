package io.troupe.internal.boot;

import io.troupe.internal.log.Log;
import java.lang.reflect.Method;

/**
 * SIGINT in a process. A terminal sends it to all processes of a program at once; here only the
 * host obeys and takes its processes along, so that Ctrl-C prints no storm of traces. Uses
 * {@code sun.misc.Signal}, by reflection because the compiler warns about every mention; a JVM
 * without it keeps its own handling.
 */
final class TerminalSignals {
  private static final Log log = Log.of(TerminalSignals.class);

  private TerminalSignals() {}

  static void ignoreInterrupt() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(
          null,
          signal.getConstructor(String.class).newInstance("INT"),
          handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.debug("SIGINT keeps the JVM's own handling: {}", e.toString());
    }
  }
}
