package io.troupe.internal.boot;

import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGINT in a process. A terminal sends it to all processes of a program at once; here only the host obeys and takes its
 * processes along, so that Ctrl-C prints no storm of traces. Uses {@code sun.misc.Signal}, by reflection because the
 * compiler warns about every mention; a JVM without it keeps its own handling.
 */
final class TerminalSignals {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalSignals.class);

  private TerminalSignals() {}

  static void ignoreInterrupt() {
    handle("SIG_IGN");
  }

  /** Ends this process by SIGINT, as the system does with a program that does not handle it. */
  static void raiseInterrupt() {
    handle("SIG_DFL");
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      signal.getMethod("raise", signal).invoke(null, interruptOf(signal));
    } catch (ReflectiveOperationException e) {
      LOG.warn("Cannot raise SIGINT", e);
    }
  }

  private static void handle(String action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, interruptOf(signal), handler.getField(action).get(null));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("SIGINT keeps the JVM's own handling: {}", e.toString());
    }
  }

  private static Object interruptOf(Class<?> signal) throws ReflectiveOperationException {
    return signal.getConstructor(String.class).newInstance("INT");
  }
}
